using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;

namespace SfOAuth.Keys;

/// <summary>A key that was kept with the connection itself, for it had no place of its own.</summary>
internal sealed class EmbeddedKey(IReadOnlyDictionary<string, string> members) : KeySource
{
    internal override string Place => "The key that is saved with the connection";

    internal override IEnumerable<string> Secrets => JsonWebKey.PrivateMembers.Select(name => members[name]);

    internal override Task<RSA> OpenAsync(Func<string, string, Task<string?>> readSecret)
    {
        var key = RSA.Create();
        try
        {
            key.ImportParameters(JsonWebKey.ReadPrivate(members));
            return Task.FromResult(key);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException)
        {
            key.Dispose();
            throw Invalid("is damaged");
        }
    }

    internal override IReadOnlyDictionary<string, string> ToFields() => members;
}
