using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Keys;
using SfOAuth.Protocol;

namespace SfOAuth.Parameters;

/// <summary>The private key that the parameters of a command name.</summary>
internal sealed class KeyParameters
{
    // The shortest key is longer.
    private const int LongestName = 1024;

    /// <summary>A path of PowerShell's; null when none is given.</summary>
    internal string? KeyPath { get; init; }

    internal SecureString? KeyPassword { get; init; }

    /// <summary>What <see cref="CertificateTransformationAttribute"/> made of what was given.</summary>
    internal object? Certificate { get; init; }

    /// <summary>The text of the key itself; null when none is given.</summary>
    internal SecureString? PrivateKey { get; init; }

    /// <summary>Whether the cmdlet has <see cref="PrivateKey"/>.</summary>
    internal bool TakesText { get; init; }

    /// <summary>A secret's name; null when none is given.</summary>
    internal string? KeySecret { get; init; }

    /// <summary>Null for the default vault.</summary>
    internal string? Vault { get; init; }

    /// <returns>Null when none is named.</returns>
    /// <exception cref="SfOAuthException">More than one is named, or the path can't be one of a file.</exception>
    internal SigningKey? Read(PathIntrinsics paths)
    {
        if (new object?[] { KeyPath, PrivateKey, Certificate, KeySecret }.Count(given => given is not null) > 1)
            throw Refuse(
                $"{(TakesText ? "-PrivateKey, " : "")}-KeyPath, -Certificate and -KeySecret each name a private "
                    + "key; give one of them."
            );
        RequireName(KeyPath, nameof(KeyPath), "the path of a file");
        RequireName(KeySecret, nameof(KeySecret), "the name of a secret");
        string? password = GivenText.ReadPassword(KeyPassword, nameof(KeyPassword));
        if (KeyPath is not null)
            return SigningKey.InFile(Find(paths, KeyPath), password);
        if (PrivateKey is not null)
            return SigningKey.OfText(GivenText.ReadKey(PrivateKey, nameof(PrivateKey)), password);
        if (KeySecret is not null)
            return SigningKey.InVault(Vault ?? "", KeySecret, password);
        if (KeyPassword is null)
            return ReadCertificate();
        throw Refuse("-KeyPassword is the password of -KeyPath or -KeySecret, and neither was given.");
    }

    /// <summary>The parameter has made a key of what was given, if it is one for a certificate at all.</summary>
    private SigningKey? ReadCertificate() =>
        Certificate is null or SigningKey
            ? (SigningKey?)Certificate
            : throw Refuse("-Certificate takes a certificate, its thumbprint, or its path on the drive 'Cert:'.");

    private void RequireName(string? given, string parameter, string meant)
    {
        if (given is not null && PastedText.IsMarkedVariable(PastedText.Clean(given)))
            throw new SfOAuthException(
                Problem.VariableUnexpanded,
                $"-{parameter} holds the name of a variable, and not what is in it."
            );
        // A key in the place of its name must not be repeated, as a name would be.
        if (
            given is not null
            && (given.Length > LongestName || given.Trim().IndexOf('\n') >= 0 || given.Contains("-----BEGIN"))
        )
        {
            string way = TakesText ? "give it to -PrivateKey" : "keep it in a vault and name it with -KeySecret";
            throw Refuse($"-{parameter} takes {meant}, and what was given is none. If it is the key itself, {way}.");
        }
    }

    /// <summary>The path as it is; without what copying adds to one, where only that is a file's.</summary>
    private static string Find(PathIntrinsics paths, string path)
    {
        string file = Resolve(paths, path);
        string clean = PastedText.Clean(path);
        return clean.Length > 0 && clean != path && !File.Exists(file) && File.Exists(Resolve(paths, clean))
            ? Resolve(paths, clean)
            : file;
    }

    private static string Resolve(PathIntrinsics paths, string path)
    {
        try
        {
            string resolved = paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem"
                ? resolved
                : throw Refuse($"-KeyPath '{path}' is not a path to a file.");
        }
        catch (SessionStateException exception)
        {
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"-KeyPath '{path}' is not a path to a file.",
                exception
            );
        }
    }

    private static SfOAuthException Refuse(string message) => new(Problem.ParameterInvalid, message);
}
