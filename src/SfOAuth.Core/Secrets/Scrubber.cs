using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace SfOAuth.Secrets;

/// <summary>
/// Makes a server's text fit to be shown: no secret of the request, nothing that looks like a token, no control
/// characters.
/// </summary>
internal static class Scrubber
{
    /// <summary>What stands in the place of a secret.</summary>
    internal const string Mask = "***";

    private const int LongestText = 400;

    // The search for tokens goes back and forth; nobody reads so far.
    private const int LongestSearched = 4096;

    // Shorter values would blank out ordinary words, and are no secrets worth the name.
    private const int ShortestSecret = 4;

    private static readonly Regex _tokenShapes = new(
        @"00D[0-9A-Za-z]{12,15}![0-9A-Za-z._]+|5Aep[0-9A-Za-z._!~=-]{16,}"
            + @"|eyJ[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+\.[0-9A-Za-z_-]*",
        RegexOptions.CultureInvariant
    );

    // Half a token may have another shape than a whole one.
    private static readonly Regex _cutOff = new(
        @"[^\s""'<>,;]*\z",
        RegexOptions.CultureInvariant | RegexOptions.RightToLeft
    );

    private static readonly Regex _controls = new(@"\p{C}+", RegexOptions.CultureInvariant);

    /// <summary>Whether something in the text looks like a token.</summary>
    internal static bool HasTokenShape(string text) =>
        _tokenShapes.IsMatch(text.Length > LongestSearched ? text.Substring(0, LongestSearched) : text);

    /// <summary>The text, fit to be shown and not too long. Null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    internal static string? Scrub(string? text, IEnumerable<string> secrets)
    {
        if (text is null)
            return null;
        foreach (string secret in secrets)
        {
            if (secret.Length < ShortestSecret)
                continue;
            text = text.Replace(secret, Mask).Replace(Uri.EscapeDataString(secret), Mask);
        }

        if (text.Length > LongestSearched)
            text = _cutOff.Replace(text.Substring(0, LongestSearched), "…");
        text = _controls.Replace(_tokenShapes.Replace(text, Mask), " ").Trim();
        return text.Length <= LongestText ? text : text.Substring(0, LongestText) + "…";
    }
}
