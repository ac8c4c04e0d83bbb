using System;
using System.Collections.Generic;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Keys;

/// <summary>
/// The private key an app signs with: where it is kept, and after <see cref="LoadAsync"/> the key itself. What was named by a
/// path, a thumbprint or a vault's secret is saved as that name and read anew each time, so a key that is replaced there counts.
/// </summary>
public sealed class SigningKey
{
    private readonly Dictionary<string, string> _fields = [];

    private SigningKey()
    {
    }

    /// <summary>Everything in here that no message may repeat.</summary>
    internal IEnumerable<string> Secrets => _fields.Values;

    /// <summary>A PEM (PKCS#1, PKCS#8, either encrypted) or PFX file.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="password">Null when the file has none.</param>
    public static SigningKey InFile(string path, SecureString? password) => throw new NotImplementedException();

    /// <summary>A certificate with its private key. Saved by its thumbprint where it is in a store of this user or machine, else as a copy of its key.</summary>
    public static SigningKey OfCertificate(X509Certificate2 certificate) => throw new NotImplementedException();

    /// <summary>A certificate in the personal store of this user or machine.</summary>
    public static SigningKey InStore(string thumbprint) => throw new NotImplementedException();

    /// <summary>The text of a PEM, or the Base64 text of a PFX, kept as a secret of a vault.</summary>
    public static SigningKey InVault(string vault, string secretName, SecureString? password) => throw new NotImplementedException();

    /// <summary>Makes the key ready to sign; does nothing the second time.</summary>
    /// <param name="readSecret">Gives the secret of a vault by the names of both; null when there is none.</param>
    /// <exception cref="StorageException">There is no key there, or the vault refused.</exception>
    /// <exception cref="InputException">What is there can't be read as an RSA private key.</exception>
    public Task LoadAsync(Func<string, string, Task<SecureString?>> readSecret) => _fields.Count == 0 ? throw new NotImplementedException() : readSecret("", "");

    /// <summary>RS256 (RFC 7518, section 3.3): RSASSA-PKCS1-v1_5 over SHA-256.</summary>
    /// <exception cref="InvalidOperationException">The key was not loaded.</exception>
    internal byte[] Sign(byte[] data) => _fields.Count == 0 ? throw new NotImplementedException() : data;

    /// <summary>What a saved connection keeps of it, names without a prefix.</summary>
    internal IReadOnlyDictionary<string, string> ToFields() => _fields;

    /// <summary>The reverse; not loaded yet. Null when there are none.</summary>
    internal static SigningKey? FromFields(IReadOnlyDictionary<string, string> fields) => fields.Count == 0 ? null : new SigningKey();
}
