using System;
using System.Linq;
using System.Text.RegularExpressions;
using SfOAuth.Formats;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>
/// Which of the fields that an answer has besides the known ones are secrets: session ids, tokens, and what holds one.
/// </summary>
internal static class SecretField
{
    private static readonly Regex _names = new(
        @"(?<![a-z])sid(?![a-z])|[a-z]Sid(?![a-z])|session|token|secret|passw|assertion|credential"
            + "|cookie-|code_verifier",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    // They say something of a secret.
    private static readonly Regex _facts = new(
        "(_type|_format|_in|_at|name)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    internal static bool IsLikely(string name, string value) =>
        (_names.IsMatch(name) && !_facts.IsMatch(name)) || Scrubber.HasTokenShape(value) || Holds(value);

    private static bool Holds(string value)
    {
        try
        {
            return value.TrimStart().FirstOrDefault() switch
            {
                '{' => Json.Read(value).Any(field => IsLikely(field.Key, field.Value)),
                '[' => Json.ReadTexts(value).Any(item => IsLikely("", item)),
                _ => false,
            };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
