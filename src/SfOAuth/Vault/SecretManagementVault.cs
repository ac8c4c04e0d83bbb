using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Vault;

/// <summary>Connections in a registered vault, one secret each.</summary>
internal sealed class SecretManagementVault : IConnectionVault
{
    private readonly SecretManagement _management;
    private readonly VaultRegistration _registration;
    private readonly LockFolder _locks;

    private SecretManagementVault(SecretManagement management, VaultRegistration registration, LockFolder locks)
    {
        _management = management;
        _registration = registration;
        _locks = locks;
    }

    public string Name => _registration.Name;

    public string StoreKey => _registration.StoreKey;

    /// <param name="management">The session's SecretManagement.</param>
    /// <param name="vault">The user's -Vault; null for the default vault.</param>
    /// <param name="locks">Where the store's lock is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">There is no such vault.</exception>
    internal static async Task<SecretManagementVault> OpenAsync(SecretManagement management, string? vault, LockFolder locks, CancellationToken cancellationToken)
    {
        VaultRegistration registration = await management.RunAsync(
            runspace => VaultRegistration.Find(SecretManagement.GetVaults(runspace), vault), held: null, cancellationToken).ConfigureAwait(false);
        return new SecretManagementVault(management, registration, locks);
    }

    public async Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        string secretName = ConnectionName.ToSecretName(name);
        SecureString? document = await UseAsync(
            runspace => SecretManagement.GetSecret(runspace, Name, secretName),
            Problem.VaultReadFailed,
            $"read the connection '{name}'",
            secrets: [],
            cancellationToken).ConfigureAwait(false);
        return document is null ? null : RecordDocument.Read(name, document);
    }

    public Task WriteAsync(string name, ConnectionRecord record)
    {
        string secretName = ConnectionName.ToSecretName(name);
        var metadata = new Hashtable(Connection.MetadataOf(record));
        return UseAsync(
            runspace => Write(runspace, secretName, RecordDocument.Write(record), metadata),
            Problem.ConnectionNotSaved,
            $"save the connection '{name}'",
            [.. record.Secrets],
            CancellationToken.None);
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => UseAsync(
        runspace =>
        {
            SecretManagement.RemoveSecret(runspace, Name, ConnectionName.ToSecretName(name));
            return true;
        },
        Problem.ConnectionNotRemoved,
        $"remove the connection '{name}'",
        secrets: [],
        cancellationToken);

    /// <summary>What is saved here, as the vault tells it without opening a secret.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal Task<IReadOnlyList<SecretEntry>> ListAsync(CancellationToken cancellationToken) => UseAsync(
        runspace => SecretEntry.ReadAll(SecretManagement.GetInfos(runspace, Name, ConnectionName.SecretPrefix + "*")),
        Problem.VaultReadFailed,
        "list connections",
        secrets: [],
        cancellationToken);

    /// <summary>A secret that is not a connection; null when there is none of that name.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal Task<SecureString?> ReadSecretAsync(string secretName, CancellationToken cancellationToken) => UseAsync(
        runspace => SecretManagement.GetSecret(runspace, Name, secretName),
        Problem.VaultReadFailed,
        $"read the secret '{secretName}'",
        secrets: [],
        cancellationToken);

    private bool Write(Runspace runspace, string secretName, SecureString document, Hashtable metadata)
    {
        if (_registration.IsSecretStore)
        {
            SecretManagement.SetSecret(runspace, Name, secretName, document, metadata);
            return true;
        }

        SecretManagement.SetSecret(runspace, Name, secretName, document, metadata: null);
        try
        {
            SecretManagement.SetMetadata(runspace, Name, secretName, metadata);
        }
        catch (RuntimeException)
        {
            // A vault without metadata says no; the secret is saved, and listing will open it.
        }

        return true;
    }

    private async Task<T> UseAsync<T>(Func<Runspace, T> work, Problem problem, string action, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        try
        {
            if (!_registration.IsSecretStore)
                return await _management.RunAsync(work, held: null, cancellationToken).ConfigureAwait(false);
            HeldLock held = await TakeStoreAsync(cancellationToken).ConfigureAwait(false);
            return await _management.RunAsync(runspace => SecretStoreView.Use(() => work(runspace)), held, cancellationToken).ConfigureAwait(false);
        }
        catch (RuntimeException exception)
        {
            throw VaultErrors.ToStorage(exception, problem, action, Name, secrets);
        }
    }

    /// <summary>The store's lock; its holder may be a process that stands still at a question nobody answers.</summary>
    private async Task<HeldLock> TakeStoreAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_management.Timeout);
        try
        {
            return await _locks.TakeAsync(StoreKey, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(Problem.VaultTimedOut, $"Another process has the store behind the vault '{Name}' and did not give it back within {_management.Timeout.TotalSeconds:0} seconds.");
        }
    }
}
