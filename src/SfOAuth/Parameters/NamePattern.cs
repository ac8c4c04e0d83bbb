using System.Management.Automation;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Parameters;

/// <summary>A name with wildcards, as a person gives it.</summary>
internal static class NamePattern
{
    /// <summary>Whether more than one name may be meant.</summary>
    internal static bool IsPattern(string text) => WildcardPattern.ContainsWildcardCharacters(text);

    /// <summary>What fits it, of connections.</summary>
    /// <exception cref="SfOAuthException">No connection can be called so.</exception>
    internal static WildcardPattern OfConnection(string text) =>
        Of(IsPattern(text) ? ConnectionName.RequirePattern(text) : ConnectionName.Require(text));

    /// <summary>What fits it.</summary>
    /// <exception cref="SfOAuthException">It can't be read.</exception>
    internal static WildcardPattern Of(string text)
    {
        try
        {
            var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            // Only now it is read.
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException exception)
        {
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                "The name given is a pattern that has no end: a '[' takes a ']'.",
                exception
            );
        }
    }
}
