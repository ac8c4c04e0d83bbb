namespace SfOAuth.Secrets;

/// <summary>
/// A comparison whose time does not tell where two values differ; .NET Framework has none in the box.
/// </summary>
internal static class ConstantTime
{
    internal static bool AreEqual(byte[] left, byte[] right)
    {
        int difference = left.Length ^ right.Length;
        for (int i = 0; i < left.Length && i < right.Length; i++)
            difference |= left[i] ^ right[i];
        return difference == 0;
    }
}
