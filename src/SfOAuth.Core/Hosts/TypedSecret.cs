using System.Linq;
using System.Text.RegularExpressions;

namespace SfOAuth.Hosts;

/// <summary>
/// Knows a token, key or secret that was typed where a host belongs, by its look. As a host it would go out in a
/// question to the name servers, for all to read.
/// </summary>
internal static class TypedSecret
{
    // RFC 1035, section 2.3.4.
    private const int LongestLabel = 63;
    private const int LongestPlainLabel = 19;

    private static readonly Regex _beginning = new(
        @"^(force://|3MVG9|5Aep|00D[0-9A-Za-z]{9,15}!|eyJ[\w-]{10,}|Bearer\s)",
        RegexOptions.CultureInvariant
    );

    private static readonly Regex _random = new(@"^([0-9]{12,}|[0-9A-Fa-f]{32,})\z", RegexOptions.CultureInvariant);

    private static readonly char[] _endOfHost = ['/', '?', '#', ':'];

    internal static bool IsLikely(string text)
    {
        if (_beginning.IsMatch(text))
            return true;
        int scheme = text.IndexOf("://", System.StringComparison.Ordinal);
        string rest = scheme < 0 ? text : text.Substring(scheme + 3);
        int end = rest.IndexOfAny(_endOfHost);
        string host = end < 0 ? rest : rest.Substring(0, end);
        return host.Split('.').Any(label => label.Length > LongestLabel || _random.IsMatch(label) || IsMixed(label));
    }

    // Nobody writes a name so; a My Domain has 34 characters at most, with its sandbox's name behind two hyphens.
    private static bool IsMixed(string label) =>
        label.Length > LongestPlainLabel
        && !label.Contains("--")
        && label.Any(char.IsUpper)
        && label.Any(char.IsLower)
        && label.Any(char.IsDigit);
}
