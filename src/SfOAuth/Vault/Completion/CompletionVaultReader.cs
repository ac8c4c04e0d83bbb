using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;

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

    /// <summary>All that there are: the built-in one, and those that are registered.</summary>
    internal static IReadOnlyList<(string Name, string Description)> Vaults() =>
    [
        (BuiltInVault.VaultName, "the built-in vault"),
        .. SharedVaults.Names().Select(name => (name, "a shared vault")),
        .. LookElsewhere([], (management, cancelled) => management.RunAsync<IReadOnlyList<VaultRegistration>>(
                runspace => [.. SecretManagement.GetVaults(runspace).Select(VaultRegistration.Of)], held: null, cancelled))
            .Select(vault => (vault.Name, vault.Description)),
    ];

    /// <param name="vault">Null for those that are used without a name. Connections of the built-in vault load no module.</param>
    internal static IReadOnlyList<Connection> Connections(string? vault)
    {
        bool isBuiltIn = BuiltInVault.VaultName.Equals(vault, StringComparison.OrdinalIgnoreCase);
        IReadOnlyList<Connection> builtIn = isBuiltIn || string.IsNullOrEmpty(vault) ? InBuiltIn() : [];
        return isBuiltIn || (builtIn.Count > 0 && !SecretManagement.IsLoaded) ? builtIn : [.. builtIn, .. Elsewhere(vault)];
    }

    private static IReadOnlyList<Connection> InBuiltIn()
    {
        try
        {
            return Describe(ProcessState.OpenBuiltInVault().ListAsync(CancellationToken.None).GetAwaiter().GetResult(), BuiltInVault.VaultName);
        }
        catch (StorageException)
        {
            return [];
        }
    }

    private static IReadOnlyList<Connection> Elsewhere(string? vault) => LookElsewhere([], async (management, cancelled) =>
    {
        SecretManagementVault opened = await SecretManagementVault.OpenAsync(
            management, vault, ProcessState.Locks, ProcessState.Names, cancelled).ConfigureAwait(false);
        return Describe(await opened.GlanceAsync(cancelled).ConfigureAwait(false), opened.Name);
    });

    private static IReadOnlyList<Connection> Describe(IReadOnlyList<VaultEntry> entries, string vault)
        => [.. entries.Where(entry => ConnectionName.IsValid(entry.Name)).Select(entry => new Connection(entry.Name, vault, entry.Facts))];

    private static T LookElsewhere<T>(T nothing, Func<SecretManagement, CancellationToken, Task<T>> look)
    {
        using var patience = new CancellationTokenSource(_patience);
        CancellationToken ended = patience.Token;
        try
        {
            var management = SecretManagement.OfSession(_patience);
            // Elsewhere, so that this thread goes on whatever holds up the other.
            Task<T> looking = Task.Run(() => look(management, ended), ended);
            return looking.Wait(_patience + _grace) ? looking.Result : nothing;
        }
        catch (Exception exception) when (exception is AggregateException or StorageException)
        {
            return nothing;
        }
    }
}
