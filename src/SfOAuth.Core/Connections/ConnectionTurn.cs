using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>The waiting for a connection's lock.</summary>
internal sealed class ConnectionTurn(ConnectionStore store, string name)
{
    /// <summary>What a person is told meanwhile.</summary>
    internal string Waiting => $"Waiting for another process or command that uses the login '{name}'";

    /// <exception cref="StorageException">The file system gives no lock, or another has it for longer than a request
    /// may take.</exception>
    internal async Task<IConnectionLock> TakeAsync(CancellationToken cancellationToken) =>
        (await TakeUnlessAsync(_ => Task.FromResult(false), cancellationToken).ConfigureAwait(false))!;

    /// <param name="isDone">Whether it is not needed any more; asked where another machine can have it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null when it is not needed.</returns>
    /// <inheritdoc cref="TakeAsync"/>
    internal async Task<IConnectionLock?> TakeUnlessAsync(
        Func<CancellationToken, Task<bool>> isDone,
        CancellationToken cancellationToken
    )
    {
        using IDisposable waiting = store.Transport.Waiting.For(Waiting);
        // A shared vault knows more of who has its lock, and ends the waiting itself.
        if (store.Vault is IVersionedVault shared)
            return await shared.LockUnlessAsync(name, isDone, cancellationToken).ConfigureAwait(false);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(store.Transport.Timeout);
        try
        {
            return await store.Vault.LockAsync(name, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(
                Problem.RefreshInProgress,
                $"Another process or command uses the login '{name}', and has not ended within "
                    + $"{store.Transport.Timeout.TotalSeconds:0.#} "
                    + "seconds. Nothing was sent."
            );
        }
    }
}
