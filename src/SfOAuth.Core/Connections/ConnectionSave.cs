using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>
/// Saves new tokens before anyone sees them, and reads back what only the vault will know from now on. If the vault refuses for
/// a few seconds, the record stays with this process, and the error carries the token.
/// </summary>
internal sealed class ConnectionSave(ConnectionStore store)
{
    private static readonly int[] _pausesInMilliseconds = [100, 200, 400, 800, 1500];

    /// <param name="name">The connection, whose lock the caller holds.</param>
    /// <param name="pending">What to save, and in place of what.</param>
    /// <param name="isNewToken">Whether it has a refresh token that the vault does not have yet.</param>
    /// <returns>What is saved now: the record, or what another machine has saved in its place.</returns>
    /// <exception cref="ConnectionNotSavedException">The vault did not take it.</exception>
    internal async Task<ConnectionRecord> RunAsync(string name, PendingRecord pending, bool isNewToken)
    {
        ConnectionRecord record = pending.Record;
        string key = store.KeyOf(name);
        if (store.Vault.IsJournaled)
            store.Journal.Keep(key, record, pending.Replaces, isJournaled: true);
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                ConnectionRecord saved = await WriteAsync(name, pending, isNewToken).ConfigureAwait(false);
                store.ForgetPending(name);
                return saved;
            }
            catch (StorageException exception)
                when (attempt == _pausesInMilliseconds.Length || exception.Problem == Problem.VaultTimedOut)
            {
                store.Journal.Keep(key, record, pending.Replaces, store.Vault.IsJournaled);
                throw new ConnectionNotSavedException(store.ToToken(name, record), exception);
            }
            catch (StorageException)
            {
                var pause = TimeSpan.FromMilliseconds(_pausesInMilliseconds[attempt]);
                await store.Clock.DelayAsync(pause, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task<ConnectionRecord> WriteAsync(string name, PendingRecord pending, bool isNewToken)
    {
        if (store.Vault is IVersionedVault versioned)
            return await versioned.ReplaceAsync(name, pending.Record, pending.Replaces).ConfigureAwait(false);
        await store.Vault.WriteAsync(name, pending.Record).ConfigureAwait(false);
        // A vault of our own has flushed it when it says so; the word of others is checked.
        if (!store.Vault.IsJournaled || !isNewToken)
            return pending.Record;
        ConnectionRecord? saved = await store.Vault.ReadAsync(name, CancellationToken.None).ConfigureAwait(false);
        return saved?.IsSameAs(pending.Record) == true ? saved : throw new StorageException(
            Problem.ConnectionNotSaved,
            $"The vault '{store.Vault.Name}' took the connection '{name}' without an error, and does not have it.");
    }
}
