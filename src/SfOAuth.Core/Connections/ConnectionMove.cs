using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>
/// Takes a login from one vault to another: written there and read back before it is removed here, under the locks of both. At no
/// time is it in neither. Whoever is killed in between leaves it in both, and the same move done again ends it.
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
            throw new SfOAuthException(Problem.ParameterInvalid, $"'{name}' is in the vault '{to.Vault.Name}' already.");
        // Of two moves in opposite directions, both begin with the same lock.
        bool fromFirst = string.CompareOrdinal(from.Vault.LockKey, to.Vault.LockKey) < 0;
        using IConnectionLock first = await (fromFirst ? from : to).TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        using IConnectionLock? second = from.Vault.LockKey == to.Vault.LockKey
            ? null
            : await (fromFirst ? to : from).TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        ConnectionRecord record = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        await WriteAsync(name, record, cancellationToken).ConfigureAwait(false);
        // A lock that was lost may have let somebody refresh what is about to be removed.
        first.RequireHeld();
        second?.RequireHeld();
        await from.Vault.RemoveAsync(name, CancellationToken.None).ConfigureAwait(false);
        from.ForgetPending(name);
        return record;
    }

    // What could not be saved is the login; what is saved under it is dead.
    private async Task<ConnectionRecord> ReadAsync(string name, CancellationToken cancellationToken)
    {
        ConnectionRecord saved = await from.RequireAsync(name, cancellationToken).ConfigureAwait(false);
        return from.FindPending(name) is PendingRecord pending && pending.Succeeds(saved) ? pending.Record : saved;
    }

    private async Task WriteAsync(string name, ConnectionRecord record, CancellationToken cancellationToken)
    {
        ConnectionRecord? there = await to.Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (there?.IsSameAs(record) == true)
            return;
        if (there is not null)
        {
            throw new StorageException(
                Problem.ConnectionExists, $"The vault '{to.Vault.Name}' has another login '{name}'. '{name}' stays in '{from.Vault.Name}'.");
        }

        await to.Vault.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await to.Vault.WriteAsync(name, record).ConfigureAwait(false);
        ConnectionRecord? written = await to.Vault.ReadAsync(name, CancellationToken.None).ConfigureAwait(false);
        if (written?.IsSameAs(record) != true)
        {
            throw new StorageException(
                Problem.ConnectionNotMoved, $"The vault '{to.Vault.Name}' did not keep '{name}', which stays in '{from.Vault.Name}'.");
        }
    }
}
