using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;
using SfOAuth.Vault.SecretStore;

namespace SfOAuth.Vault;

/// <summary>
/// One use of a registered vault after the other: its errors by our names, its password asked for again, and a
/// SecretStore alone, fresh, and safe from a write that is cut off.
/// </summary>
/// <param name="management">The session's SecretManagement.</param>
/// <param name="registration">Which vault.</param>
/// <param name="locks">Where the store's lock is.</param>
internal sealed class VaultUse(SecretManagement management, VaultRegistration registration, LockFolder locks)
{
    /// <param name="work">Gets the runspace; may block.</param>
    /// <param name="problem">What a failure of it means.</param>
    /// <param name="action">What is being done, for messages.</param>
    /// <param name="secrets">What goes into the vault, and is in no message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">The vault refused, or did not answer in time.</exception>
    internal Task<T> RunAsync<T>(
        Func<Runspace, T> work,
        Problem problem,
        string action,
        IReadOnlyList<string> secrets,
        CancellationToken cancellationToken
    ) => RunAloneAsync(Fresh(work), problem, action, secrets, cancellationToken);

    /// <summary>Work that writes or removes, made safe where the vault is a SecretStore.</summary>
    /// <param name="secret">What is written; null for a removal.</param>
    /// <param name="work">The work.</param>
    internal Func<Runspace, T> Change<T>(string? secret, Func<Runspace, T> work) =>
        runspace =>
            registration.IsSecretStore
                ? SecretStoreFreshness.Write(secret, () => Look(runspace), () => work(runspace))
                : work(runspace);

    /// <summary>Makes sure, before anything is sent, that a SecretStore opens and has room for a write.</summary>
    /// <exception cref="StorageException">It has none.</exception>
    internal Task PrepareAsync(CancellationToken cancellationToken) =>
        registration.IsSecretStore
            ? RunAloneAsync(Reserve, Problem.VaultReadFailed, "look at its store", secrets: [], cancellationToken)
            : Task.CompletedTask;

    private bool Reserve(Runspace runspace)
    {
        SecretStoreFreshness.Reserve(() => Look(runspace));
        return true;
    }

    // What it finds is of no interest: looking opens the store.
    private bool Look(Runspace runspace) =>
        SecretManagement.GetInfos(runspace, registration.Name, ConnectionName.SecretPrefix) is not null;

    private Func<Runspace, T> Fresh<T>(Func<Runspace, T> work) =>
        registration.IsSecretStore ? runspace => SecretStoreFreshness.Use(() => work(runspace)) : work;

    private async Task<T> RunAloneAsync<T>(
        Func<Runspace, T> work,
        Problem problem,
        string action,
        IReadOnlyList<string> secrets,
        CancellationToken cancellationToken
    )
    {
        try
        {
            IConnectionLock? held = registration.IsSecretStore
                ? await TakeStoreAsync(cancellationToken).ConfigureAwait(false)
                : null;
            return await management
                .RunAsync(runspace => PasswordRetry.Use(() => work(runspace)), held, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RuntimeException exception)
        {
            throw VaultErrors.ToStorage(
                exception,
                problem,
                action,
                registration.Name,
                [.. secrets, .. ConnectionSerializer.Marks]
            );
        }
    }

    /// <summary>The store's lock; its holder may be a process that stands still at a question nobody answers.</summary>
    private async Task<IConnectionLock> TakeStoreAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(management.Timeout);
        using IDisposable waiting = management.Waiting.For(
            $"Waiting for another process that uses the store behind the vault '{registration.Name}'"
        );
        try
        {
            return await locks.TakeAsync(registration.LockKey, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(
                Problem.VaultTimedOut,
                $"Another process has the store behind the vault '{registration.Name}' and did not give it back within "
                    + $"{management.Timeout.TotalSeconds:0} seconds."
            );
        }
    }
}
