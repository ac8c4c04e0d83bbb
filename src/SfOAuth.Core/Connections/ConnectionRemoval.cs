using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Http;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>Forgets a connection, and what of it could not be saved; under its lock, so that no refresh on its way brings it back.</summary>
public sealed class ConnectionRemoval(IConnectionVault vault, LockFolder locks, PendingSaves pending)
{
    /// <summary>Tells who waits that it is for the lock.</summary>
    public WaitReasons Waiting { get; init; } = new();

    /// <exception cref="Errors.StorageException">The vault refused; the connection is still there.</exception>
    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        string key = ConnectionServices.KeyOf(vault, name);
        using HeldLock held = await TakeLockAsync(key, name, cancellationToken).ConfigureAwait(false);
        await vault.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        pending.Forget(key);
        held.ClearNote();
    }

    private async Task<HeldLock> TakeLockAsync(string key, string name, CancellationToken cancellationToken)
    {
        using IDisposable waiting = Waiting.For(ConnectionServices.WaitingFor(name));
        return await locks.TakeAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
