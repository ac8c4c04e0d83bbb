using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Keys;

/// <summary>
/// The private key an app signs with: where it is kept, and after <see cref="LoadAsync"/> the key itself. What was
/// named by a path, a thumbprint or a vault's secret is saved as that name and read anew each time, so a key that is
/// replaced there counts.
/// </summary>
internal sealed class SigningKey
{
    // RFC 7518, section 3.3, forbids shorter ones.
    private const int ShortestKeyInBits = 2048;

    private readonly KeySource _source;
    private Func<byte[], byte[]>? _sign;

    private SigningKey(KeySource source) => _source = source;

    /// <summary>Everything in here that no message may repeat.</summary>
    internal IEnumerable<string> Secrets => _source.Secrets;

    /// <summary>A PEM (PKCS#1, PKCS#8, either encrypted) or PFX file.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="password">Null when the file has none.</param>
    internal static SigningKey InFile(string path, string? password) => new(new FileKey(path, password));

    /// <summary>
    /// A certificate with its private key. Saved by its thumbprint where it is in a store of this user or machine, else
    /// as a copy of its key.
    /// </summary>
    internal static SigningKey OfCertificate(X509Certificate2 certificate) => new(new CertificateKey(certificate));

    /// <summary>A certificate in the personal store of this user or machine.</summary>
    internal static SigningKey InStore(string thumbprint) => new(new CertificateStoreKey(thumbprint));

    /// <summary>The text itself: a PEM, or Base64. Saved as a copy.</summary>
    /// <param name="text">As a pipeline's variable holds it.</param>
    /// <param name="password">Null when the key has none.</param>
    /// <exception cref="SfOAuthException">The text is no RSA private key.</exception>
    internal static SigningKey OfText(string text, string? password) => new(new TextKey(text, password));

    /// <summary>The text of a PEM, or the Base64 text of a PFX, kept as a secret of a vault.</summary>
    /// <param name="vault">Empty for whichever is the default vault when the key is read.</param>
    /// <param name="secretName">As the vault knows it.</param>
    /// <param name="password">Null when the key has none.</param>
    internal static SigningKey InVault(string vault, string secretName, string? password) =>
        new(new VaultKey(vault, secretName, password));

    /// <summary>Makes the key ready to sign; does nothing the second time.</summary>
    /// <param name="readSecret">Gives the secret of a vault by the names of both; null when there is none.</param>
    /// <exception cref="StorageException">There is no key there, or the vault refused.</exception>
    /// <exception cref="SfOAuthException">What is there can't be read as an RSA private key.</exception>
    internal async Task LoadAsync(Func<string, string, Task<string?>> readSecret)
    {
        if (_sign is not null)
            return;
        RSA key = await _source.OpenAsync(readSecret).ConfigureAwait(false);
        if (key.KeySize < ShortestKeyInBits)
            throw _source.Invalid($"is a key of {key.KeySize} bits; RS256 asks for {ShortestKeyInBits} at least");
        _sign = data => Sign(key, data);
    }

    /// <summary>Fails where a connection that is saved could not keep this key, before anything is sent.</summary>
    /// <exception cref="SfOAuthException">The key can be used but not copied, and nothing names the place it is kept
    /// in.</exception>
    internal void RequireSavable() => ToFields();

    /// <summary>RS256 (RFC 7518, section 3.3): RSASSA-PKCS1-v1_5 over SHA-256.</summary>
    /// <exception cref="InvalidOperationException">The key was not loaded.</exception>
    /// <exception cref="SfOAuthException">The key's keeper refused.</exception>
    internal byte[] Sign(byte[] data) => (_sign ?? throw new InvalidOperationException("The key is not loaded."))(data);

    /// <summary>What a saved connection keeps of it, names without a prefix.</summary>
    /// <exception cref="SfOAuthException">The key can be used but not copied, and nothing names the place it is kept
    /// in.</exception>
    internal IReadOnlyDictionary<string, string> ToFields() => _source.ToFields();

    /// <summary>The reverse; not loaded yet. Null when there are none.</summary>
    /// <exception cref="FormatException">These are not the fields of a key.</exception>
    internal static SigningKey? FromFields(IReadOnlyDictionary<string, string> fields) =>
        fields.Count == 0 ? null : new SigningKey(KeySource.FromFields(fields));

    private byte[] Sign(RSA key, byte[] data)
    {
        try
        {
            // One key may serve many requests at once, and an RSA object only one.
            lock (key)
                return key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException exception)
        {
            throw _source.Invalid("can't sign: the key is damaged, or whoever keeps it refuses", exception);
        }
    }
}
