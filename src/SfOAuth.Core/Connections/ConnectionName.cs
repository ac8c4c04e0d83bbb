using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using SfOAuth.Sealing;

namespace SfOAuth.Connections;

/// <summary>
/// Names of connections, and of the secrets they are saved as. The characters are those that every known vault accepts.
/// </summary>
internal static class ConnectionName
{
    /// <summary>What every secret of this module begins with.</summary>
    internal const string SecretPrefix = "SfOAuth-";

    private const string Parameter = "Name";
    private const string AnyName = "*";
    private const string PatternSigns = "*?[]";

    // Shorter than a consumer secret, so that one given in the wrong place is not taken for a name, and not repeated.
    private const int Longest = 50;

    /// <summary>The name of the secret.</summary>
    /// <exception cref="SfOAuthException">The name has characters a vault might refuse.</exception>
    internal static string ToSecretName(string name) => SecretPrefix + Require(name);

    /// <summary>The name itself.</summary>
    /// <exception cref="SfOAuthException">The name has characters a vault might refuse.</exception>
    internal static string Require(string name) => IsValid(name) ? name : throw Refuse(name);

    /// <summary>
    /// A pattern that names can fit. What a tool shows in place of a secret begins like a set of letters, and what a
    /// log shows is nothing but stars: taken for patterns, they would stand for nearly any login, or for all.
    /// </summary>
    /// <exception cref="SfOAuthException">No name could fit it, or it is such a placeholder.</exception>
    internal static string RequirePattern(string pattern)
    {
        if (pattern != AnyName)
            GivenText.RefusePlaceholder(pattern, Parameter);
        return pattern.All(sign => SealedFolder.IsOfName(sign) || PatternSigns.IndexOf(sign) >= 0)
            ? pattern
            : throw Refuse(pattern);
    }

    /// <summary>Whether a connection can have this name.</summary>
    internal static bool IsValid(string name) => name.Length is > 0 and <= Longest && name.All(SealedFolder.IsOfName);

    /// <summary>The name of the connection.</summary>
    internal static string FromSecretName(string secretName) => secretName.Substring(SecretPrefix.Length);

    /// <summary>Tells one connection from another, also in a lock: case does not matter.</summary>
    /// <param name="store">The store it is in.</param>
    /// <param name="name">Its name.</param>
    internal static string KeyOf(string store, string name) => store + "/" + name.ToUpperInvariant();

    private static SfOAuthException Refuse(string name)
    {
        GivenText.RefusePlaceholder(name, Parameter);
        return new SfOAuthException(
            Problem.ParameterInvalid,
            $"The name given can't be that of a connection: only letters A to Z, digits and hyphens, {Longest} "
                + "at the most, suit every vault."
        );
    }
}
