using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Parameters;
using SfOAuth.Http;

namespace SfOAuth.Vault;

/// <summary>The connections a command can work on: finds the one that is meant, wherever it is, and the place for a new one.</summary>
internal sealed class ConnectionCatalog(SfNetworkCommand command)
{
    private const string NameVariable = "SFOAUTH_CONNECTION";

    private readonly VaultChoice _vaults = new(command);

    /// <summary>A saved connection by its name, or the one that is meant where none is given.</summary>
    /// <param name="name">Null for the selected one, else that of the environment, else the only one there is.</param>
    /// <param name="vault">The user's -Vault; null or empty to look for it.</param>
    /// <exception cref="StorageException">There is none, more than one, or the vault can't be used.</exception>
    internal async Task<(ConnectionStore Store, string Name)> FindAsync(string? name, string? vault)
    {
        vault = PipedVaults.Choose(name, vault);
        string? meant = name is null ? Environment.GetEnvironmentVariable(NameVariable) : ConnectionName.Require(name);
        if (!string.IsNullOrEmpty(meant))
            return (StoreOf(await _vaults.OfAsync(meant!, vault)), meant!);
        IConnectionVault only = await _vaults.OpenAsync(vault);
        return (StoreOf(only), RequireOne(await only.ListAsync(command.Cancelled), only.Name));
    }

    /// <summary>The place for a new login.</summary>
    /// <param name="name">Of the connection.</param>
    /// <param name="vault">The user's -Vault; null or empty for where one of that name is, else the default.</param>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal async Task<ConnectionStore> ForNewAsync(string name, string? vault)
        => StoreOf(await _vaults.OfAsync(name, PipedVaults.Choose(name, vault)));

    /// <summary>All that are saved and whose name fits.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal async Task<IReadOnlyList<(ConnectionStore Store, VaultEntry Entry)>> ListAsync(Func<string, bool> fits, string? vault)
    {
        ConnectionStore store = StoreOf(await _vaults.OpenAsync(vault));
        IReadOnlyList<VaultEntry> entries = await store.Vault.ListAsync(command.Cancelled);
        return [.. entries.Where(entry => fits(entry.Name)).Select(entry => (store, entry))];
    }

    /// <summary>A secret of a vault that is not a connection; null when there is none of that name.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal Task<string?> ReadSecretAsync(string vault, string secret) => _vaults.ReadSecretAsync(vault, secret);

    private ConnectionStore StoreOf(IConnectionVault vault) => new()
    {
        Vault = vault,
        Transport = command.CreateTransport(),
        Journal = ProcessState.Journal,
        Refreshes = ProcessState.Refreshes,
        Clock = command.Clock,
        ReadSecret = ReadSecretAsync,
    };

    private static string RequireOne(IReadOnlyList<VaultEntry> entries, string vault) => entries.Count == 1
        ? entries[0].Name
        : throw new StorageException(
            Problem.ConnectionAmbiguous,
            entries.Count == 0
                ? $"No connection is saved in the vault '{vault}'."
                : $"{entries.Count} connections are saved in the vault '{vault}': {string.Join(", ", entries.Take(10).Select(entry => entry.Name))}.");
}
