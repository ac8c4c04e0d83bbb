using System;
using System.Security.Cryptography;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>Base64 with Salesforce's own two last characters: <c>.</c> and <c>_</c>, and padding kept.</summary>
internal static class SessionAlphabet
{
    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '.').Replace('/', '_');

    public static string Random(int byteCount) => Encode(RandomNumberGenerator.GetBytes(byteCount));

    public static bool TryDecode(string text, out byte[] bytes)
    {
        Span<byte> buffer = stackalloc byte[256];
        bool decoded = Convert.TryFromBase64String(text.Replace('.', '+').Replace('_', '/'), buffer, out int length);
        bytes = decoded ? buffer[..length].ToArray() : [];
        return decoded;
    }
}
