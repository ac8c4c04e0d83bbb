using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Vault;

/// <summary>Which vault is meant.</summary>
internal sealed class VaultChoice(SfNetworkCommand command)
{
    private readonly Dictionary<string, Task<SecretManagementVault>> _opened = new(StringComparer.OrdinalIgnoreCase);

    // A vault may be remote too, and is asked several times.
    private TimeSpan Timeout => TimeSpan.FromSeconds(4 * command.RequestTimeoutSec);

    /// <summary>The vault of a connection, or for a new one of that name.</summary>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal Task<IConnectionVault> OfAsync(string name, string? vault) => OpenAsync(vault);

    /// <summary>The vault itself.</summary>
    /// <exception cref="StorageException">The vault can't be used.</exception>
    internal async Task<IConnectionVault> OpenAsync(string? vault) => await OpenSecretManagementAsync(vault);

    internal async Task<string?> ReadSecretAsync(string vault, string secret)
        => await (await OpenSecretManagementAsync(vault)).ReadSecretAsync(secret, command.Cancelled);

    // Asked for once in a command, however many connections it works on.
    private Task<SecretManagementVault> OpenSecretManagementAsync(string? vault)
    {
        lock (_opened)
        {
            if (!_opened.TryGetValue(vault ?? "", out Task<SecretManagementVault>? opening))
                _opened.Add(vault ?? "", opening = StartOpeningAsync(vault));
            return opening;
        }
    }

    private async Task<SecretManagementVault> StartOpeningAsync(string? vault)
    {
        SecretManagement management = await command.Pipeline.AskAsync(() => SecretManagement.Of(command, Timeout, command.Waiting));
        return await SecretManagementVault.OpenAsync(management, vault, ProcessState.Locks, ProcessState.Names, command.Cancelled);
    }
}
