using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Vault;

/// <summary>Finds saved connections: by pattern, or the one that is meant where none is named.</summary>
internal sealed class ConnectionCatalog(SecretManagementVault vault)
{
    private const string NameVariable = "SFOAUTH_CONNECTION";

    /// <summary>Those whose name fits.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal async Task<IReadOnlyList<SecretEntry>> FindAsync(Func<string, bool> fits, CancellationToken cancellationToken)
        => [.. (await vault.ListAsync(cancellationToken).ConfigureAwait(false)).Where(entry => fits(entry.Connection))];

    /// <summary>What may be told of one. Its secret is opened only where the vault keeps nothing beside it.</summary>
    /// <exception cref="StorageException">The vault refused, or what it holds can't be read.</exception>
    internal async Task<Connection> DescribeAsync(SecretEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Metadata.Count == 0 && await vault.ReadAsync(entry.Connection, cancellationToken).ConfigureAwait(false) is ConnectionRecord record)
            return Connection.FromRecord(entry.Connection, vault.Name, record);
        return Connection.FromMetadata(entry.Connection, vault.Name, entry.Metadata);
    }

    /// <summary>That of the environment, else the only one there is.</summary>
    /// <exception cref="StorageException">There is none, or more than one.</exception>
    internal async Task<string> RequireOnlyNameAsync(CancellationToken cancellationToken)
    {
        string? preset = Environment.GetEnvironmentVariable(NameVariable);
        if (!string.IsNullOrEmpty(preset))
            return preset!;
        string[] names = [.. (await vault.ListAsync(cancellationToken).ConfigureAwait(false)).Select(entry => entry.Connection)];
        if (names.Length == 1)
            return names[0];
        throw new StorageException(
            Problem.ConnectionAmbiguous,
            names.Length == 0 ? $"No connection is saved in the vault '{vault.Name}'." : $"{names.Length} connections are saved in the vault '{vault.Name}': {string.Join(", ", names.Take(10))}.");
    }

    /// <exception cref="StorageException">There is none of that name.</exception>
    internal async Task RequireAsync(string name, CancellationToken cancellationToken)
    {
        if (!(await vault.ListAsync(cancellationToken).ConfigureAwait(false)).Any(entry => entry.Connection.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw NotFound(name);
    }

    internal StorageException NotFound(string name) => new(Problem.ConnectionNotFound, $"No connection '{name}' is saved in the vault '{vault.Name}'.");
}
