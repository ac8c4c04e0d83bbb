using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;
using SfOAuth.Vault.Completion;

namespace SfOAuth.Vault;

/// <summary>Connections in a registered vault, one secret each.</summary>
internal sealed class SecretManagementVault : IConnectionVault
{
    private readonly VaultRegistration _registration;
    private readonly VaultUse _use;
    private readonly LockFolder _locks;
    private readonly ConnectionNameCache _seen;

    private SecretManagementVault(
        SecretManagement management,
        VaultRegistration registration,
        LockFolder locks,
        ConnectionNameCache seen
    )
    {
        _registration = registration;
        _use = new VaultUse(management, registration, locks);
        _locks = locks;
        _seen = seen;
    }

    public string Name => _registration.Name;

    /// <summary>
    /// Whether the built-in vault is behind it, which is better used itself: in here it would be asked from within.
    /// </summary>
    internal bool IsBuiltIn => _registration.IsBuiltIn;

    public string LockKey => _registration.LockKey;

    /// <inheritdoc/>
    public string ProcessKey => LockKey;

    public bool IsJournaled => true;

    public async Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken) =>
        await _locks.TakeAsync(ConnectionName.KeyOf(LockKey, name), cancellationToken).ConfigureAwait(false);

    /// <param name="management">The session's SecretManagement.</param>
    /// <param name="vault">The user's -Vault; null for the default vault.</param>
    /// <param name="locks">Where the store's lock is.</param>
    /// <param name="seen">Takes note of what is here.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">There is no such vault.</exception>
    internal static async Task<SecretManagementVault> OpenAsync(
        SecretManagement management,
        string? vault,
        LockFolder locks,
        ConnectionNameCache seen,
        CancellationToken cancellationToken
    )
    {
        VaultRegistration registration = await management
            .RunAsync(
                runspace => VaultRegistration.Find(SecretManagement.GetVaults(runspace), vault),
                held: null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return new SecretManagementVault(management, registration, locks, seen);
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => _use.PrepareAsync(cancellationToken);

    public async Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        string secretName = ConnectionName.ToSecretName(name);
        string? document = await _use.RunAsync(
                runspace => SecretManagement.GetSecret(runspace, Name, secretName),
                Problem.VaultReadFailed,
                $"read the connection '{name}'",
                secrets: [],
                cancellationToken
            )
            .ConfigureAwait(false);
        if (document is null)
            return null;
        ConnectionRecord record = ConnectionSerializer.Read(name, document);
        _seen.Add(Name, new VaultEntry(name, record.ToMetadata()));
        return record;
    }

    public Task WriteAsync(string name, ConnectionRecord record)
    {
        string secretName = ConnectionName.ToSecretName(name);
        Dictionary<string, string> facts = record.ToMetadata();
        string document = ConnectionSerializer.Write(record);
        return _use.ChangeAsync(
            secretName,
            isRemoval: false,
            runspace =>
            {
                Write(runspace, secretName, document, new Hashtable(facts));
                return _seen.Add(Name, new VaultEntry(name, facts));
            },
            Problem.ConnectionNotSaved,
            $"save the connection '{name}'",
            [.. record.Secrets, document],
            CancellationToken.None
        );
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        string secretName = ConnectionName.ToSecretName(name);
        return _use.ChangeAsync(
            secretName,
            isRemoval: true,
            runspace =>
            {
                SecretManagement.RemoveSecret(runspace, Name, secretName);
                return _seen.Remove(Name, name);
            },
            Problem.ConnectionNotRemoved,
            $"remove the connection '{name}'",
            secrets: [],
            cancellationToken
        );
    }

    public Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
        _use.RunAsync(List, Problem.VaultReadFailed, "list connections", secrets: [], cancellationToken);

    /// <summary>
    /// The same where nobody may be asked for a password: what the vault tells, or else what this process saw of it
    /// before.
    /// </summary>
    internal async Task<IReadOnlyList<VaultEntry>> GlanceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _use.RunAsync(
                    runspace => VaultPrompt.IsCertain(_registration) ? List(runspace) : _seen.In(Name),
                    Problem.VaultReadFailed,
                    "list connections",
                    secrets: [],
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            return _seen.In(Name);
        }
    }

    /// <summary>A secret that is not a connection; null when there is none of that name.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal Task<string?> ReadSecretAsync(string secretName, CancellationToken cancellationToken) =>
        _use.RunAsync(
            runspace => SecretManagement.GetSecret(runspace, Name, secretName),
            Problem.VaultReadFailed,
            $"read the secret '{secretName}'",
            secrets: [],
            cancellationToken
        );

    // Noted where the vault is asked: what comes too late for whoever waits is there for the next.
    private IReadOnlyList<VaultEntry> List(Runspace runspace) =>
        _seen.Replace(
            Name,
            SecretInfo.ReadAll(SecretManagement.GetInfos(runspace, Name, ConnectionName.SecretPrefix + "*"))
        );

    private void Write(Runspace runspace, string secretName, string document, Hashtable metadata)
    {
        SecretManagement.SetSecret(runspace, Name, secretName, document, _registration.IsSecretStore ? metadata : null);
        if (_registration.IsSecretStore)
            return;
        try
        {
            SecretManagement.SetMetadata(runspace, Name, secretName, metadata);
        }
        catch (RuntimeException)
        {
            // A vault without metadata says no; the secret is saved, and listing will open it.
        }
    }
}
