using System;

namespace SfOAuth.FakeOrg.Tokens;

internal static class Base64Url
{
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <exception cref="FormatException">Not base64url, or padded.</exception>
    public static byte[] Decode(string text)
    {
        if (text.AsSpan().IndexOfAny('=', '+', '/') >= 0)
            throw new FormatException("Not base64url.");

        string base64 = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
    }
}
