using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>
/// Takes a login from one vault to another: written there and read back before it is removed here, under the locks of
/// both. At no time is it in neither. Whoever is killed in between leaves it in both, and the same move done again ends
/// it.
/// </summary>
internal sealed class ConnectionMove(ConnectionStore from, ConnectionStore to)
{
    /// <param name="name">The connection.</param>
    /// <param name="cancellationToken">Heeded until the new place has it.</param>
    /// <returns>The record that was moved.</returns>
    /// <exception cref="StorageException">
    /// There is none, or the new place has another login of that name, or does not take it; it is where it was.
    /// </exception>
    internal async Task<ConnectionRecord> RunAsync(string name, CancellationToken cancellationToken)
    {
        if (from.Vault.Name.Equals(to.Vault.Name, StringComparison.OrdinalIgnoreCase))
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"'{name}' is in the vault '{to.Vault.Name}' already."
            );
        // Two names of one store: what is removed under one is gone under the other.
        if (from.Vault.LockKey.Equals(to.Vault.LockKey, StringComparison.OrdinalIgnoreCase))
        {
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"The vaults '{from.Vault.Name}' and '{to.Vault.Name}' are one store; '{name}' is in both."
            );
        }

        // Of two moves in opposite directions, both begin with the same lock.
        bool fromFirst = string.CompareOrdinal(from.Vault.LockKey, to.Vault.LockKey) < 0;
        (ConnectionStore one, ConnectionStore other) = fromFirst ? (from, to) : (to, from);
        using IConnectionLock first = await one.TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        using IConnectionLock second = await other.TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        return await MoveAsync(name, [first, second], cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConnectionRecord> MoveAsync(
        string name,
        IConnectionLock[] held,
        CancellationToken cancellationToken
    )
    {
        ConnectionRecord? saved = await from.Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        // What could not be saved is the login; what is saved under it is dead.
        ConnectionRecord record =
            from.Newest(name, saved) ?? await from.RequireAsync(name, cancellationToken).ConfigureAwait(false);
        await WriteAsync(name, record, cancellationToken).ConfigureAwait(false);
        // A lock that was lost may have let another machine refresh what is about to be removed.
        Array.ForEach(held, each => each.RequireHeld());
        if (saved is not null)
            await from.Vault.RemoveAsync(name, CancellationToken.None).ConfigureAwait(false);
        from.ForgetPending(name);
        return record;
    }

    private async Task WriteAsync(string name, ConnectionRecord record, CancellationToken cancellationToken)
    {
        ConnectionRecord? there = await to.Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        ConnectionRecord? newest = to.Newest(name, there);
        if (there?.IsSameLoginAs(record) == true && newest == there)
            return;
        if (newest is not null)
        {
            throw new StorageException(
                Problem.ConnectionExists,
                $"The vault '{to.Vault.Name}' has another login '{name}'. '{name}' stays in '{from.Vault.Name}'."
            );
        }

        await to.Vault.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await to.Vault.WriteAsync(name, record).ConfigureAwait(false);
        ConnectionRecord? written = await to.Vault.ReadAsync(name, CancellationToken.None).ConfigureAwait(false);
        if (written?.IsSameLoginAs(record) != true)
        {
            throw new StorageException(
                Problem.ConnectionNotMoved,
                $"The vault '{to.Vault.Name}' did not keep '{name}', which stays in '{from.Vault.Name}'."
            );
        }
    }
}
