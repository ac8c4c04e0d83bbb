using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.Vault.Completion;

/// <summary>What this process last saw in each vault, and no secret of it: for completion, where a vault is slow or might ask the user for its password.</summary>
internal sealed class ConnectionNameCache
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, SecretEntry>> _vaults = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyList<SecretEntry> In(string vault) => [.. Of(vault).Values];

    /// <summary>All there is.</summary>
    internal IReadOnlyList<SecretEntry> Replace(string vault, IReadOnlyList<SecretEntry> entries)
    {
        _vaults[vault] = new(entries.ToDictionary(entry => entry.Connection, StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        return entries;
    }

    internal SecretEntry Add(string vault, SecretEntry entry) => Of(vault)[entry.Connection] = entry;

    /// <returns>Whether it had been seen.</returns>
    internal bool Remove(string vault, string name) => Of(vault).TryRemove(name, out _);

    private ConcurrentDictionary<string, SecretEntry> Of(string vault) => _vaults.GetOrAdd(vault, _ => new(StringComparer.OrdinalIgnoreCase));
}
