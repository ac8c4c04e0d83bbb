using System;
using System.Collections.Generic;
using System.Text;
using SfOAuth.Formats;

namespace SfOAuth.Keys;

/// <summary>Looks into a JWT (RFC 7519) for what it says of itself. Nothing is verified here.</summary>
internal static class JsonWebToken
{
    /// <summary>The claims; empty when the text is no JWT, as Salesforce's opaque tokens are not.</summary>
    internal static IReadOnlyDictionary<string, string> Claims(string? token) => Part(token, 1);

    /// <summary>What it says of its signature; empty when the text is no JWT.</summary>
    internal static IReadOnlyDictionary<string, string> Header(string? token) => Part(token, 0);

    private static Dictionary<string, string> Part(string? token, int index)
    {
        string[] parts = token?.Split('.') ?? [];
        if (parts.Length != 3 || !parts[0].StartsWith("ey", StringComparison.Ordinal))
            return new Dictionary<string, string>();
        try
        {
            return Json.Read(Encoding.UTF8.GetString(Base64Url.Decode(parts[index])));
        }
        catch (FormatException)
        {
            return new Dictionary<string, string>();
        }
    }
}
