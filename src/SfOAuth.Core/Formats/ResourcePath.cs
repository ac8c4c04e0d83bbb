using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace SfOAuth.Formats;

/// <summary>
/// Finds what in a typed path would arrive as something else. A query in a path may be written as it is or
/// percent-encoded (RFC 3986, section 2.1), but a text that is half of each is read wrongly without a word: <c>LIKE
/// '%Acme%'</c> as <c>%Ac</c> and <c>me</c>, <c>R&amp;D</c> as <c>R</c>, <c>C#</c> as <c>C</c>, <c>+41</c> as <c>
/// 41</c>.
/// </summary>
internal static class ResourcePath
{
    private const string Way = "Give what is asked for with -Query, which encodes it";

    private static readonly Regex _brokenEscape = new("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant);
    private static readonly Regex _escapes = new("(%[0-9A-Fa-f]{2})+", RegexOptions.CultureInvariant);
    private static readonly Regex _escapedQuote = new(@"\\.", RegexOptions.CultureInvariant);

    /// <summary>A sentence that names the character and what to do; null when all is as it will arrive.</summary>
    internal static string? FlawOf(string path)
    {
        int fragment = path.IndexOf('#');
        if (fragment >= 0)
            return Describe('#', fragment, "ends a URL: what follows would not be sent", "%23");
        if (_brokenEscape.Match(path) is { Success: true } broken)
            return Describe('%', broken.Index, "does not begin an escape, as '%20' would be one", "%25");
        if (IsWrittenAsIs(path) && path.IndexOf('%') is >= 0 and int percent)
            return Describe('%', percent, "would be read as an escape, while the rest is not encoded", "%25");
        if (_escapes.Matches(path).Cast<Match>().FirstOrDefault(match => !IsUtf8(match.Value)) is Match foreign)
            return Describe('%', foreign.Index, "begins escapes that are not UTF-8", "%25");
        return path.IndexOf('?') is >= 0 and int query ? FlawOfQuery(path, query + 1) : null;
    }

    private static string? FlawOfQuery(string path, int start)
    {
        string[] pieces = path.Substring(start).Split('&');
        bool isOpen = false;
        for (int i = 0, at = start; i < pieces.Length; at += pieces[i].Length + 1, i++)
        {
            string piece = pieces[i];
            bool isCut = i > 0 && piece.Length > 0 && piece.IndexOf('=') < 0;
            bool closes = HasOddQuotes(piece);
            if (isCut || (i > 0 && isOpen && closes))
                return Describe('&', at - 1, "begins another parameter", "%26");
            isOpen ^= closes;
            int plus = piece.IndexOf('+');
            if (plus >= 0 && (IsWrittenAsIs(piece) || piece.Contains("%20")))
                return Describe('+', at + plus, "would be read as a space", "%2B");
        }

        return null;
    }

    /// <summary>Whether there are characters in it that no URL has, so that nobody has encoded it.</summary>
    private static bool IsWrittenAsIs(string text) =>
        text.Any(character =>
            character is <= ' ' or > '~' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}'
        );

    private static bool HasOddQuotes(string piece) =>
        _escapedQuote.Replace(piece, "").Count(character => character == '\'') % 2 == 1;

    private static bool IsUtf8(string escapes)
    {
        byte[] bytes =
        [
            .. Enumerable
                .Range(0, escapes.Length / 3)
                .Select(i =>
                    byte.Parse(
                        escapes.Substring((3 * i) + 1, 2),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture
                    )
                ),
        ];
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Describe(char character, int index, string why, string escape) =>
        string.Format(
            CultureInfo.InvariantCulture,
            "'{0}' at position {1} of the path {2}. {3}, or write it as '{4}' and encode the rest too.",
            character,
            index + 1,
            why,
            Way,
            escape
        );
}
