namespace SfOAuth.Formats;

/// <summary>Characters as protocols name them: those of other scripts are none of them.</summary>
internal static class AsciiCharacter
{
    internal static bool IsLetterOrDigit(char character) =>
        character is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');
}
