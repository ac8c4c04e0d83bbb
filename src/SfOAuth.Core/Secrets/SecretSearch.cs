using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace SfOAuth.Secrets;

/// <summary>
/// Whether a text of somebody else's tells a piece of what it must not: as it is, percent-encoded, as a JSON string, as
/// JSON in JSON, as HTML or as Base64.
/// </summary>
internal static class SecretSearch
{
    // What is shorter is in ordinary words too.
    private const int Piece = 12;
    private const int LongestSearched = 16 * 1024;
    private const int Unwrappings = 4;

    private static readonly Regex _jsonEscape = new(
        @"\\(?:u(?<code>[0-9A-Fa-f]{4})|(?<character>.))",
        RegexOptions.CultureInvariant
    );
    private static readonly Regex _base64 = new("[0-9A-Za-z+/_-]{16,}", RegexOptions.CultureInvariant);

    /// <param name="text">Of any length; what is too long to be searched counts as telling.</param>
    /// <param name="secrets">Whole secrets, and the documents they are in.</param>
    internal static bool Tells(string text, IReadOnlyCollection<string> secrets)
    {
        if (text.Length > LongestSearched)
            return true;
        HashSet<string> pieces = new(secrets.SelectMany(Pieces), StringComparer.Ordinal);
        return Scrubber.HasTokenShape(text)
            || Readings(text).Any(reading => Windows(reading, pieces).Any(pieces.Contains));
    }

    private static IEnumerable<string> Pieces(string secret)
    {
        for (int start = 0; start + Piece <= secret.Length; start++)
            yield return secret.Substring(start, Piece);
        if (secret.Length is > 3 and < Piece)
            yield return secret;
    }

    private static IEnumerable<string> Windows(string reading, HashSet<string> pieces)
    {
        foreach (int length in pieces.Select(piece => piece.Length).Distinct())
        {
            for (int start = 0; start + length <= reading.Length; start++)
                yield return reading.Substring(start, length);
        }
    }

    /// <summary>The text, and what is left of it each time when one wrapping is taken off.</summary>
    private static HashSet<string> Readings(string text)
    {
        HashSet<string> seen = new(StringComparer.Ordinal) { text };
        List<string> last = [text];
        for (int step = 0; step < Unwrappings && last.Count > 0; step++)
            last = [.. last.SelectMany(Unwrapped).Where(seen.Add)];
        return seen;
    }

    private static IEnumerable<string> Unwrapped(string text)
    {
        yield return Uri.UnescapeDataString(text);
        yield return Uri.UnescapeDataString(text.Replace('+', ' '));
        yield return WebUtility.HtmlDecode(text);
        yield return _jsonEscape.Replace(text, Unescape);
        foreach (Match match in _base64.Matches(text))
        {
            foreach (string decoded in Decoded(match.Value.Replace('-', '+').Replace('_', '/')))
                yield return decoded;
        }
    }

    // Where in the run it begins is not known; nor whether the characters were of one byte or two.
    private static IEnumerable<string> Decoded(string run)
    {
        for (int skipped = 0; skipped < 4; skipped++)
        {
            int length = (run.Length - skipped) / 4 * 4;
            if (length == 0)
                continue;
            byte[] bytes = Convert.FromBase64String(run.Substring(skipped, length));
            yield return Encoding.UTF8.GetString(bytes);
            yield return Encoding.Unicode.GetString(bytes);
        }
    }

    private static string Unescape(Match match) =>
        match.Groups["code"] is { Success: true, Value: string code }
            ? ((char)ushort.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
            : match.Groups["character"].Value;
}
