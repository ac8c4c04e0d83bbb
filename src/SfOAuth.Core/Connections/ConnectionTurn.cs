using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>The waiting for a connection's lock.</summary>
internal sealed class ConnectionTurn(ConnectionStore store, string name)
{
    // All waiting of one caller together, for whomever it is.
    private readonly Stopwatch _waited = new();

    /// <summary>What a person is told meanwhile.</summary>
    private string Waiting => $"Waiting for another process or command that uses the login '{name}'";

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
        // A shared vault knows more of who has its lock, and ends the waiting itself.
        if (store.Vault is not IVersionedVault shared)
            return await RunAsync(token => store.Vault.LockAsync(name, token), cancellationToken).ConfigureAwait(false);
        using IDisposable waiting = store.Transport.Waiting.For(Waiting);
        return await shared.LockUnlessAsync(name, isDone, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for whoever uses the login, no longer than a request may take.</summary>
    /// <exception cref="StorageException">It did not end.</exception>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        using IDisposable waiting = store.Transport.Waiting.For(Waiting);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan left = store.Transport.Timeout - _waited.Elapsed;
        deadline.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        _waited.Start();
        try
        {
            return await wait(deadline.Token).ConfigureAwait(false);
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
        finally
        {
            _waited.Stop();
        }
    }
}
