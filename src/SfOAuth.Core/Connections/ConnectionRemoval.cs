using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>Forgets a connection, and what of it could not be saved; under its lock, so that no refresh on its way brings it back.</summary>
public sealed class ConnectionRemoval(IConnectionVault vault, LockFolder locks, PendingSaves pending)
{
    /// <exception cref="Errors.StorageException">The vault refused; the connection is still there.</exception>
    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        string key = ConnectionServices.KeyOf(vault, name);
        using HeldLock held = await locks.TakeAsync(key, cancellationToken).ConfigureAwait(false);
        await vault.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        pending.Forget(key);
        held.ClearNote();
    }
}
