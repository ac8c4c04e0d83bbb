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
    ) => RunAloneAsync(Fresh(work), change: null, problem, action, secrets, cancellationToken);

    /// <summary>
    /// Runs work that writes or removes. Of each secret one change ends before the next begins, also one that nobody
    /// waits for any more: late, it would put an old token in the place of a newer one.
    /// </summary>
    /// <param name="secretName">What is changed.</param>
    /// <param name="isRemoval">Whether it is gone then.</param>
    /// <param name="work">Gets the runspace; may block.</param>
    /// <param name="problem">What a failure of it means.</param>
    /// <param name="action">What is being done, for messages.</param>
    /// <param name="secrets">What goes into the vault, and is in no message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">The vault refused, or did not answer in time.</exception>
    internal Task<T> ChangeAsync<T>(
        string secretName,
        bool isRemoval,
        Func<Runspace, T> work,
        Problem problem,
        string action,
        IReadOnlyList<string> secrets,
        CancellationToken cancellationToken
    ) =>
        RunAloneAsync(
            Fresh(runspace =>
                registration.IsSecretStore
                    ? SecretStoreFreshness.Write(
                        isRemoval ? null : secretName,
                        () => Look(runspace),
                        () => work(runspace)
                    )
                    : work(runspace)
            ),
            change: $"{registration.LockKey}/{secretName}/change",
            problem,
            action,
            secrets,
            cancellationToken
        );

    /// <summary>Makes sure, before anything is sent, that a SecretStore opens and has room for a write.</summary>
    /// <exception cref="StorageException">It has none.</exception>
    internal Task PrepareAsync(CancellationToken cancellationToken) =>
        registration.IsSecretStore
            ? RunAloneAsync(
                Reserve,
                change: null,
                Problem.VaultReadFailed,
                "look at its store",
                secrets: [],
                cancellationToken
            )
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
        string? change,
        Problem problem,
        string action,
        IReadOnlyList<string> secrets,
        CancellationToken cancellationToken
    )
    {
        try
        {
            string? key = registration.IsSecretStore ? registration.LockKey : change;
            IConnectionLock? held = key is null ? null : await TakeAsync(key, cancellationToken).ConfigureAwait(false);
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

    /// <summary>
    /// The lock of the store, or of a change. Its holder may stand still at a question nobody answers, or wait for a
    /// vault that hangs.
    /// </summary>
    private async Task<IConnectionLock> TakeAsync(string key, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(management.Timeout);
        using IDisposable waiting = management.Waiting.For(
            $"Waiting for another process that uses the store behind the vault '{registration.Name}'"
        );
        try
        {
            return await locks.TakeAsync(key, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(
                Problem.VaultTimedOut,
                $"Another process or an earlier command uses the store behind the vault '{registration.Name}', and has "
                    + $"not ended within {management.Timeout.TotalSeconds:0} seconds."
            );
        }
    }
}
