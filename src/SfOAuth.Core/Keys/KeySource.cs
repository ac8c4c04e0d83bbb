using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Keys;

/// <summary>A place a private key is kept in.</summary>
internal abstract class KeySource
{
    private protected const string PasswordField = "password";

    /// <summary>The place in words that may be shown, as the beginning of a sentence.</summary>
    internal abstract string Place { get; }

    /// <summary>The password, or the key itself where it is kept here.</summary>
    internal virtual IEnumerable<string> Secrets => [];

    /// <exception cref="StorageException">There is no key.</exception>
    /// <exception cref="SfOAuthException">What is there is no RSA private key.</exception>
    internal abstract Task<RSA> OpenAsync(Func<string, string, Task<string?>> readSecret);

    internal abstract IReadOnlyDictionary<string, string> ToFields();

    /// <exception cref="FormatException">These are not the fields of a key.</exception>
    internal static KeySource FromFields(IReadOnlyDictionary<string, string> fields)
    {
        string? Field(string name) => fields.TryGetValue(name, out string? value) ? value : null;
        string? password = Field(PasswordField);
        if (Field(FileKey.PathField) is string path)
            return new FileKey(path, password);
        if (Field(CertificateStoreKey.ThumbprintField) is string thumbprint)
            return new CertificateStoreKey(thumbprint);
        if (Field(VaultKey.VaultField) is string vault && Field(VaultKey.SecretField) is string secret)
            return new VaultKey(vault, secret, password);
        return JsonWebKey.IsPrivate(fields)
            ? new EmbeddedKey(fields)
            : throw new FormatException("The fields are not those of a key.");
    }

    internal SfOAuthException Invalid(string what, Exception? inner = null) =>
        new(Problem.KeyInvalid, $"{Place} {what}.", inner);

    private protected static Dictionary<string, string> WithPassword(
        Dictionary<string, string> fields,
        string? password
    )
    {
        if (password is not null)
            fields[PasswordField] = password;
        return fields;
    }

    private protected static IEnumerable<string> SecretsOf(string? password) => new[] { password }.OfType<string>();
}
