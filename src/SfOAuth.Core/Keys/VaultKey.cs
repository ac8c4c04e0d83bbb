using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Keys;

/// <summary>A key in a secret of a vault, which is read each time.</summary>
internal sealed class VaultKey(string vault, string secretName, string? password) : KeySource
{
    internal const string VaultField = "vault";
    internal const string SecretField = "secret";

    internal override string Place => $"The secret '{secretName}' of {VaultText}";

    private string VaultText => vault.Length == 0 ? "the default vault" : $"the vault '{vault}'";

    internal override IEnumerable<string> Secrets => SecretsOf(password);

    internal override async Task<RSA> OpenAsync(Func<string, string, Task<string?>> readSecret)
    {
        string secret =
            await readSecret(vault, secretName).ConfigureAwait(false)
            ?? throw new StorageException(Problem.KeyNotFound, $"There is no secret '{secretName}' in {VaultText}.");
        return new PrivateKeyReader(this, password).Read(secret);
    }

    internal override IReadOnlyDictionary<string, string> ToFields() =>
        WithPassword(new() { [VaultField] = vault, [SecretField] = secretName }, password);
}
