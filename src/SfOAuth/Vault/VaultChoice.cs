using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Connections.Shared;
using SfOAuth.Errors;

namespace SfOAuth.Vault;

/// <summary>
/// Which vault is meant: the one that -Vault names, or the environment; else where a connection of that name is, the
/// built-in vault first, for that costs nothing and loads no module; else the shared vault of the environment, or the
/// default vault of SecretManagement, if there is one; else the built-in one.
/// </summary>
internal sealed class VaultChoice(SfNetworkCommand command)
{
    private const string VaultVariable = "SFOAUTH_VAULT";

    private readonly Dictionary<string, Task<SecretManagementVault>> _opened = new(StringComparer.OrdinalIgnoreCase);

    // A vault may be remote too, and is asked several times.
    private TimeSpan Timeout => TimeSpan.FromSeconds(4 * command.RequestTimeoutSec);

    /// <summary>The vault of a connection, or for a new one of that name.</summary>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal async Task<IConnectionVault> OfAsync(string name, string? given)
    {
        if (Asked(given) is string asked)
            return await OpenAsync(asked);
        BuiltInVault? builtIn = TryOpenBuiltIn(out StorageException? failure);
        if (builtIn?.Contains(name) == true)
            return builtIn;
        return OpenShared(SharedRegistration.OfEnvironment())
            ?? await TryOpenDefaultAsync()
            ?? (IConnectionVault?)builtIn
            ?? throw failure!;
    }

    /// <summary>
    /// The vaults to look in for connections, in this order: the one that is named, or all that are used without a
    /// name.
    /// </summary>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal async Task<IReadOnlyList<IConnectionVault>> AllAsync(string? given)
    {
        if (Asked(given) is string asked)
            return [await OpenAsync(asked)];
        List<IConnectionVault> vaults = [];
        if (TryOpenBuiltIn(out StorageException? failure) is BuiltInVault builtIn)
            vaults.Add(builtIn);
        if (OpenShared(SharedRegistration.OfEnvironment()) is IConnectionVault shared)
            vaults.Add(shared);
        else if (await TryOpenDefaultAsync() is SecretManagementVault management)
            vaults.Add(management);
        return vaults.Count > 0 ? vaults : throw failure!;
    }

    /// <summary>
    /// The vaults to list: those, and all shared ones that are registered. Each is opened by itself, for one that can't
    /// be used does not hide the others.
    /// </summary>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal async Task<IReadOnlyList<Func<IConnectionVault>>> ListedAsync(string? given)
    {
        if (Asked(given) is string asked)
        {
            IConnectionVault only = await OpenAsync(asked);
            return [() => only];
        }

        List<Func<IConnectionVault>> vaults = [];
        BuiltInVault? builtIn = TryOpenBuiltIn(out StorageException? failure);
        if (builtIn is not null)
            vaults.Add(() => builtIn);
        vaults.AddRange(SharedVaults.Names().Select(name => (Func<IConnectionVault>)(() => OpenShared(name)!)));
        if (!SharedVaults.IsPreset && await TryOpenDefaultAsync() is SecretManagementVault management)
            vaults.Add(() => management);
        return vaults.Count > 0 ? vaults : throw failure!;
    }

    /// <summary>A vault by its name.</summary>
    /// <exception cref="StorageException">There is none, or it can't be used.</exception>
    internal async Task<IConnectionVault> OpenAsync(string vault) =>
        vault.Equals(BuiltInVault.VaultName, StringComparison.OrdinalIgnoreCase)
            ? ProcessState.OpenBuiltInVault()
            : OpenShared(vault) ?? OrBuiltIn(await OpenSecretManagementAsync(vault));

    /// <summary>A secret of a vault of SecretManagement; null when there is none of that name.</summary>
    /// <param name="vault">Empty for the default vault.</param>
    /// <param name="secret">As the vault knows it.</param>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal async Task<string?> ReadSecretAsync(string vault, string secret) =>
        await (await OpenSecretManagementAsync(vault)).ReadSecretAsync(secret, command.Cancelled);

    /// <summary>The vaults that are registered with SecretManagement; none where it is not installed.</summary>
    internal async Task<IReadOnlyList<VaultRegistration>> RegisteredAsync()
    {
        try
        {
            SecretManagement management = await command.Pipeline.AskAsync(() =>
                SecretManagement.Of(command, Timeout, command.Waiting)
            );
            return await management.RunAsync<IReadOnlyList<VaultRegistration>>(
                runspace => [.. SecretManagement.GetVaults(runspace).Select(VaultRegistration.Of)],
                held: null,
                command.Cancelled
            );
        }
        catch (StorageException exception) when (exception.Problem == Problem.SecretManagementMissing)
        {
            return [];
        }
    }

    private SharedVault? OpenShared(SharedRegistration? registration) =>
        registration is null ? null : SharedVaults.Open(registration, command);

    private SharedVault? OpenShared(string name) => OpenShared(SharedVaults.Find(name));

    private static IConnectionVault OrBuiltIn(SecretManagementVault opened) =>
        opened.IsBuiltIn ? ProcessState.OpenBuiltInVault() : opened;

    /// <summary>The vault that is named, here or by the environment; null for none.</summary>
    internal static string? Asked(string? given)
    {
        string? asked = string.IsNullOrEmpty(given) ? Environment.GetEnvironmentVariable(VaultVariable) : given;
        return string.IsNullOrEmpty(asked) ? null : asked;
    }

    private static BuiltInVault? TryOpenBuiltIn(out StorageException? failure)
    {
        failure = null;
        try
        {
            return ProcessState.OpenBuiltInVault();
        }
        catch (StorageException exception) when (exception.Problem == Problem.HomeUnavailable)
        {
            failure = exception;
            return null;
        }
    }

    private async Task<SecretManagementVault?> TryOpenDefaultAsync()
    {
        try
        {
            SecretManagementVault opened = await OpenSecretManagementAsync("");
            return opened.IsBuiltIn ? null : opened;
        }
        catch (StorageException exception)
            when (exception.Problem is Problem.VaultNotFound or Problem.SecretManagementMissing)
        {
            // Not installed, or no vault of it is the default one: nobody asked for it.
            return null;
        }
    }

    // Asked for once in a command, however many connections it works on.
    private Task<SecretManagementVault> OpenSecretManagementAsync(string vault)
    {
        lock (_opened)
        {
            if (!_opened.TryGetValue(vault, out Task<SecretManagementVault>? opening))
                _opened.Add(vault, opening = StartOpeningAsync(vault));
            return opening;
        }
    }

    private async Task<SecretManagementVault> StartOpeningAsync(string vault) =>
        await SecretManagementVault.OpenAsync(
            await FindSecretManagementAsync(vault),
            vault,
            ProcessState.Locks,
            ProcessState.Names,
            command.Cancelled
        );

    private async Task<SecretManagement> FindSecretManagementAsync(string vault)
    {
        try
        {
            return await command.Pipeline.AskAsync(() => SecretManagement.Of(command, Timeout, command.Waiting));
        }
        catch (StorageException exception)
            when (exception.Problem == Problem.SecretManagementMissing && vault.Length > 0)
        {
            // Who misspelt a vault of ours would otherwise be told to install something.
            throw new StorageException(
                exception.Problem,
                $"The vault {VaultRegistration.Show(vault)} is none of SfOAuth's own. {exception.Message}"
            );
        }
    }
}
