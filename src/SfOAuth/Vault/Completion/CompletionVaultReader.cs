using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;

namespace SfOAuth.Vault.Completion;

/// <summary>
/// What completion may see of the vaults: what they tell within a moment, without opening a secret and without a question to the
/// user, who is in the middle of a line. To be called on the thread of a runspace.
/// </summary>
internal static class CompletionVaultReader
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    // For what is known without the vault.
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(300);

    /// <summary>All that are registered.</summary>
    internal static IReadOnlyList<VaultRegistration> Vaults() => Look([], (management, cancelled) => management.RunAsync<IReadOnlyList<VaultRegistration>>(
        runspace => [.. SecretManagement.GetVaults(runspace).Select(VaultRegistration.Of)], held: null, cancelled));

    /// <param name="vault">Null for the default vault.</param>
    internal static IReadOnlyList<Connection> Connections(string? vault) => Look([], async (management, cancelled) =>
    {
        SecretManagementVault opened = await SecretManagementVault.OpenAsync(management, vault, ProcessState.Locks, ProcessState.Names, cancelled).ConfigureAwait(false);
        IReadOnlyList<VaultEntry> entries = await opened.GlanceAsync(cancelled).ConfigureAwait(false);
        return (IReadOnlyList<Connection>)[.. entries
            .Where(entry => ConnectionName.IsValid(entry.Name))
            .Select(entry => new Connection(entry.Name, opened.Name, entry.Facts))];
    });

    private static T Look<T>(T nothing, Func<SecretManagement, CancellationToken, Task<T>> look)
    {
        var management = SecretManagement.OfSession(_patience);
        using var patience = new CancellationTokenSource(_patience);
        CancellationToken ended = patience.Token;
        try
        {
            // Elsewhere, so that this thread goes on whatever holds up the other.
            Task<T> looking = Task.Run(() => look(management, ended), ended);
            return looking.Wait(_patience + _grace) ? looking.Result : nothing;
        }
        catch (AggregateException)
        {
            return nothing;
        }
    }
}
