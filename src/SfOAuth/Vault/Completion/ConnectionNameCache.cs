using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Connections;

namespace SfOAuth.Vault.Completion;

/// <summary>
/// What this process last saw in each vault, and no secret of it: for completion, where a vault is slow or might ask
/// the user for its password.
/// </summary>
internal sealed class ConnectionNameCache
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, VaultEntry>> _vaults = new(
        StringComparer.OrdinalIgnoreCase
    );

    internal IReadOnlyList<VaultEntry> In(string vault) => [.. Of(vault).Values];

    /// <summary>All there is.</summary>
    internal IReadOnlyList<VaultEntry> Replace(string vault, IReadOnlyList<VaultEntry> entries)
    {
        _vaults[vault] = new(
            entries.ToDictionary(entry => entry.Name, StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase
        );
        return entries;
    }

    internal VaultEntry Add(string vault, VaultEntry entry) => Of(vault)[entry.Name] = entry;

    /// <returns>Whether it had been seen.</returns>
    internal bool Remove(string vault, string name) => Of(vault).TryRemove(name, out _);

    private ConcurrentDictionary<string, VaultEntry> Of(string vault) =>
        _vaults.GetOrAdd(vault, _ => new(StringComparer.OrdinalIgnoreCase));
}
