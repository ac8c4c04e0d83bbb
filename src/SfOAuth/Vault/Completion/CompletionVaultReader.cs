using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Connections.Shared;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Vault.Completion;

/// <summary>
/// What completion may see of the vaults: what they tell within a moment, without opening a secret and without a
/// question to the user, who is in the middle of a line. To be called on the thread of a runspace.
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
            .. LookElsewhere(
                    [],
                    (management, cancelled) =>
                        management.RunAsync<IReadOnlyList<VaultRegistration>>(
                            runspace => [.. SecretManagement.GetVaults(runspace).Select(VaultRegistration.Of)],
                            held: null,
                            cancelled
                        )
                )
                .Select(vault => (vault.Name, vault.Description)),
        ];

    /// <param name="vault">Null for those that are used without a name. Connections of the built-in vault load no
    /// module.</param>
    internal static IReadOnlyList<Connection> Connections(string? vault)
    {
        vault = VaultChoice.Asked(vault);
        bool isBuiltIn = BuiltInVault.VaultName.Equals(vault, StringComparison.OrdinalIgnoreCase);
        IReadOnlyList<Connection> builtIn = isBuiltIn || vault is null ? InBuiltIn() : [];
        if (isBuiltIn)
            return builtIn;
        string? shared = Shared(vault);
        IReadOnlyList<Connection> known = shared is null ? builtIn : [.. builtIn, .. InShared(shared)];
        bool isEnough = shared is not null || (builtIn.Count > 0 && !SecretManagement.IsLoaded);
        return isEnough ? known : [.. known, .. Elsewhere(vault)];
    }

    // The one that is named, or of the environment. Others are not asked: each takes a request.
    private static string? Shared(string? vault) =>
        vault is null
            ? SharedVaults.IsPreset
                ? SharedRegistration.EnvironmentName
                : null
            : SharedVaults.Names().FirstOrDefault(name => name.Equals(vault, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<Connection> InShared(string name) =>
        Look(
            [],
            async cancelled =>
            {
                SharedVault vault = SharedVaults.Open(
                    SharedVaults.Find(name)!,
                    new Transport(ProcessState.Handler, _patience),
                    new SystemClock()
                );
                return Describe(await vault.ListAsync(cancelled).ConfigureAwait(false), vault.Name);
            }
        );

    private static IReadOnlyList<Connection> InBuiltIn()
    {
        try
        {
            return Describe(
                ProcessState.OpenBuiltInVault().ListAsync(CancellationToken.None).GetAwaiter().GetResult(),
                BuiltInVault.VaultName
            );
        }
        catch (StorageException)
        {
            return [];
        }
    }

    private static IReadOnlyList<Connection> Elsewhere(string? vault) =>
        LookElsewhere(
            [],
            async (management, cancelled) =>
            {
                SecretManagementVault opened = await SecretManagementVault
                    .OpenAsync(management, vault, ProcessState.Locks, ProcessState.Names, cancelled)
                    .ConfigureAwait(false);
                return Describe(await opened.GlanceAsync(cancelled).ConfigureAwait(false), opened.Name);
            }
        );

    private static IReadOnlyList<Connection> Describe(IReadOnlyList<VaultEntry> entries, string vault) =>
        [
            .. entries
                .Where(entry => ConnectionName.IsValid(entry.Name))
                .Select(entry => entry.Facts.ToConnection(entry.Name, vault)),
        ];

    private static T LookElsewhere<T>(T nothing, Func<SecretManagement, CancellationToken, Task<T>> look)
    {
        try
        {
            var management = SecretManagement.OfSession(_patience);
            return Look(nothing, cancelled => look(management, cancelled));
        }
        catch (StorageException)
        {
            return nothing;
        }
    }

    private static T Look<T>(T nothing, Func<CancellationToken, Task<T>> look)
    {
        using var patience = new CancellationTokenSource(_patience);
        CancellationToken ended = patience.Token;
        try
        {
            // Elsewhere, so that this thread goes on whatever holds up the other.
            Task<T> looking = Task.Run(() => look(ended), ended);
            return looking.Wait(_patience + _grace) ? looking.Result : nothing;
        }
        catch (AggregateException)
        {
            return nothing;
        }
    }
}
