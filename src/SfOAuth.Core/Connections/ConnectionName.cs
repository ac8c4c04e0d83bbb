using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Sealing;

namespace SfOAuth.Connections;

/// <summary>
/// Names of connections, and of the secrets they are saved as. The characters are those that every known vault accepts.
/// </summary>
internal static class ConnectionName
{
    /// <summary>What every secret of this module begins with.</summary>
    internal const string SecretPrefix = "SfOAuth-";

    // Shorter than a consumer secret, so that one given in the wrong place is not taken for a name, and not repeated.
    private const int Longest = 50;

    /// <summary>The name of the secret.</summary>
    /// <exception cref="SfOAuthException">The name has characters a vault might refuse.</exception>
    internal static string ToSecretName(string name) => SecretPrefix + Require(name);

    /// <summary>The name itself.</summary>
    /// <exception cref="SfOAuthException">The name has characters a vault might refuse.</exception>
    internal static string Require(string name) =>
        IsValid(name)
            ? name
            : throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"The name given can't be that of a connection: only letters A to Z, digits and hyphens, {Longest} "
                    + "at the most, suit every vault."
            );

    /// <summary>Whether a connection can have this name.</summary>
    internal static bool IsValid(string name) => name.Length is > 0 and <= Longest && name.All(SealedFolder.IsOfName);

    /// <summary>The name of the connection.</summary>
    internal static string FromSecretName(string secretName) => secretName.Substring(SecretPrefix.Length);

    /// <summary>Tells one connection from another, also in a lock: case does not matter.</summary>
    /// <param name="store">The store it is in.</param>
    /// <param name="name">Its name.</param>
    internal static string KeyOf(string store, string name) => store + "/" + name.ToUpperInvariant();
}
