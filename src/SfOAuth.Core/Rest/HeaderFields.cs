using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http.Headers;
using SfOAuth.Formats;

namespace SfOAuth.Rest;

/// <summary>The header fields that a caller gives along (RFC 9110, section 5).</summary>
internal static class HeaderFields
{
    private const string ContentType = "Content-Type";
    private const string Signs = "!#$%&'*+-.^_`|~";

    private static readonly string[] _ofSender = ["Authorization", "Host", "Content-Length", "Transfer-Encoding"];

    private static readonly string[] _ofContent =
    [
        "Allow",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Location",
        "Content-MD5",
        "Content-Range",
        ContentType,
        "Expires",
        "Last-Modified",
    ];

    /// <summary>Why one of them can't be sent; null where all can. A value is never repeated.</summary>
    internal static string? FlawOf(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.Select(header => FlawOf(header.Key, header.Value)).FirstOrDefault(flaw => flaw is not null);

    /// <summary>Why this is no type of a body; null where it is.</summary>
    internal static string? FlawOfContentType(string type) =>
        FlawOf(ContentType, type)
        ?? (
            MediaTypeHeaderValue.TryParse(type, out _)
                ? null
                : "The content type is not one, such as 'application/json' is."
        );

    /// <summary>Whether it is about the body, and sent only with one.</summary>
    internal static bool IsOfContent(string name) => _ofContent.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string? FlawOf(string name, string value)
    {
        if (name.Length == 0 || !name.All(IsOfName))
            return "The name of a header has only letters, digits and hyphens.";
        if (_ofSender.Contains(name, StringComparer.OrdinalIgnoreCase))
            return $"The header '{name}' is set by SfOAuth itself. Leave it out.";
        // A line end would begin another header, or another request.
        return value.All(IsOfValue)
            ? null
            : $"The header '{name}' holds a line end, or a character that is not of ASCII.";
    }

    private static bool IsOfName(char sign) => AsciiCharacter.IsLetterOrDigit(sign) || Signs.IndexOf(sign) >= 0;

    private static bool IsOfValue(char sign) => sign is '\t' or (>= ' ' and <= '~');
}
