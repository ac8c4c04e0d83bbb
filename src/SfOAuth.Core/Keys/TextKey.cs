using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading.Tasks;

namespace SfOAuth.Keys;

/// <summary>
/// A key whose text was given, as the environment variable of a pipeline holds it. What is saved is a copy of it.
/// </summary>
internal sealed class TextKey : KeySource
{
    private readonly RSA _key;

    /// <param name="text">A PEM, or the Base64 text of one, of a DER or of a PFX.</param>
    /// <param name="password">Null when the key has none.</param>
    /// <exception cref="Errors.SfOAuthException">The text is no RSA private key.</exception>
    internal TextKey(string text, string? password) => _key = new PrivateKeyReader(this, password).Read(text);

    internal override string Place => "The text that was given as the key";

    internal override IEnumerable<string> Secrets => [];

    internal override Task<RSA> OpenAsync(Func<string, string, Task<string?>> readSecret) => Task.FromResult(_key);

    internal override IReadOnlyDictionary<string, string> ToFields()
    {
        try
        {
            return JsonWebKey.WritePrivate(_key.ExportParameters(includePrivateParameters: true));
        }
        catch (CryptographicException exception)
        {
            throw Invalid("can't be saved", exception);
        }
    }
}
