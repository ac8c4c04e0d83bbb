using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Parameters;

namespace SfOAuth.Vault;

/// <summary>
/// The connections a command can work on: finds the one that is meant, wherever it is, and the place for a new one.
/// </summary>
internal sealed class ConnectionCatalog(SfNetworkCommand command)
{
    private readonly VaultChoice _vaults = new(command);

    /// <summary>A saved connection by its name, or the one that is meant where none is given.</summary>
    /// <param name="name">Null for the one that is selected, else the only one there is.</param>
    /// <param name="vault">The user's -Vault; null or empty to look for it.</param>
    /// <exception cref="StorageException">There is none, more than one, or the vault can't be used.</exception>
    internal async Task<(ConnectionStore Store, string Name)> FindAsync(string? name, string? vault)
    {
        if (name is not null)
            return (
                StoreOf(await _vaults.OfAsync(ConnectionName.Require(name), PipedVaults.Choose(name, vault))),
                name
            );
        return DefaultConnection.Find(vault) is SelectedConnection selected
            ? await FindSelectedAsync(selected)
            : await FindOnlyAsync(vault);
    }

    /// <summary>The connection of a token, so that it can be renewed; null for a token that belongs to none.</summary>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal async Task<(ConnectionStore Store, string Name)?> FindOfAsync(Token token, string? vault)
    {
        if (token.SessionId is string session)
            return (StoreOf(ProcessState.Session), session);
        return token.Name is null
            ? null
            : await FindAsync(token.Name, string.IsNullOrEmpty(vault) ? token.Vault : vault);
    }

    /// <summary>The place for a new login.</summary>
    /// <param name="name">Of the connection; null for one of the session.</param>
    /// <param name="vault">The user's -Vault; null or empty for where one of that name is, else the default.</param>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal async Task<(ConnectionStore Store, string Name)> ForNewAsync(string? name, string? vault) =>
        name is null
            ? (StoreOf(ProcessState.Session), ProcessState.Session.NewName())
            : (StoreOf(await _vaults.OfAsync(ConnectionName.Require(name), PipedVaults.Choose(name, vault))), name);

    /// <summary>The connections of a vault.</summary>
    /// <exception cref="StorageException">There is no such vault, or it can't be used.</exception>
    internal async Task<ConnectionStore> OpenAsync(string vault) => StoreOf(await _vaults.OpenAsync(vault));

    /// <summary>The vaults that are registered with SecretManagement.</summary>
    internal Task<IReadOnlyList<VaultRegistration>> RegisteredAsync() => _vaults.RegisteredAsync();

    /// <summary>The vaults to list, in this order; each is opened when it is its turn.</summary>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal async Task<IReadOnlyList<Func<ConnectionStore>>> ListedAsync(string? vault) =>
        [.. (await _vaults.ListedAsync(vault)).Select(open => (Func<ConnectionStore>)(() => StoreOf(open())))];

    /// <summary>A secret of a vault that is not a connection; null when there is none of that name.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal Task<string?> ReadSecretAsync(string vault, string secret) => _vaults.ReadSecretAsync(vault, secret);

    private async Task<(ConnectionStore Store, string Name)> FindSelectedAsync(SelectedConnection selected) =>
        selected.SessionId is string session
            ? (StoreOf(ProcessState.Session), session)
            : (StoreOf(await _vaults.OfAsync(selected.Name!, selected.Vault)), selected.Name!);

    /// <summary>The only one there is: in the built-in vault, and where that has none, in the default vault.</summary>
    private async Task<(ConnectionStore Store, string Name)> FindOnlyAsync(string? vault)
    {
        string looked = "";
        foreach (IConnectionVault place in await _vaults.AllAsync(vault))
        {
            IReadOnlyList<VaultEntry> entries = await place.ListAsync(command.Cancelled);
            if (entries.Count == 1)
                return (StoreOf(place), entries[0].Name);
            looked += $"{(looked.Length == 0 ? "" : " and ")}'{place.Name}'";
            if (entries.Count > 1)
            {
                string names = string.Join(", ", entries.Take(10).Select(entry => entry.Name));
                throw Ambiguous($"{entries.Count} connections are saved in the vault '{place.Name}': {names}.");
            }
        }

        throw Ambiguous($"No connection is saved in the vault {looked}.");
    }

    private ConnectionStore StoreOf(IConnectionVault vault) =>
        new()
        {
            Vault = vault,
            Transport = command.CreateTransport(),
            Journal = ProcessState.Journal,
            Refreshes = ProcessState.Refreshes,
            Clock = command.Clock,
            ReadSecret = ReadSecretAsync,
        };

    private static StorageException Ambiguous(string message) => new(Problem.ConnectionAmbiguous, message);
}
