using System;

namespace SfOAuth.Formats;

/// <summary>Base64 with the URL-safe alphabet and no padding (RFC 7636, appendix A).</summary>
internal static class Base64Url
{
    internal static string Encode(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <exception cref="FormatException">The text is not base64url.</exception>
    internal static byte[] Decode(string text)
    {
        string standard = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(standard.PadRight(standard.Length + ((4 - (standard.Length % 4)) % 4), '='));
    }
}
