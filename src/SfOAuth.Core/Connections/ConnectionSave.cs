using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>
/// The way of a new record into the vault. It is made sure that the document can be read again before it takes the place of one
/// that can, and what a vault of others says it has is read back where nobody else has the token.
/// </summary>
internal sealed class ConnectionSave(ConnectionStore store, string name)
{
    private static readonly int[] _pausesInMilliseconds = [100, 200, 400, 800, 1500];

    /// <param name="pending">What to save, and in place of what.</param>
    /// <param name="isNewToken">Whether it has a refresh token that the vault does not have yet.</param>
    /// <exception cref="ConnectionNotSavedException">The vault did not take it.</exception>
    internal async Task RunAsync(PendingRecord pending, bool isNewToken)
    {
        // A vault of our own has flushed it when it says so; the word of others is checked.
        bool readBack = store.Vault.IsJournaled && isNewToken;
        if (!IsReadable(pending.Record))
            throw NotSaved(pending, Unreadable(), mayBeFile: false);
        if (store.Vault.IsJournaled)
            store.Journal.Keep(Key, pending.Record, pending.Replaces, isJournaled: true);
        for (int attempt = 0; ; attempt++)
        {
            StorageException? refusal = await TryWriteAsync(pending.Record, readBack).ConfigureAwait(false);
            if (refusal is null)
                break;
            if (attempt == _pausesInMilliseconds.Length || refusal.Problem == Problem.VaultTimedOut)
                throw NotSaved(pending, refusal, mayBeFile: true);
            var pause = TimeSpan.FromMilliseconds(_pausesInMilliseconds[attempt]);
            await store.Clock.DelayAsync(pause, CancellationToken.None).ConfigureAwait(false);
        }

        store.ForgetPending(name);
    }

    private string Key => store.KeyOf(name);

    // Whatever goes wrong here, the token is on its way to its owner.
    private async Task<StorageException?> TryWriteAsync(ConnectionRecord record, bool readBack)
    {
        try
        {
            await store.Vault.WriteAsync(name, record).ConfigureAwait(false);
            if (!readBack)
                return null;
            ConnectionRecord? saved = await store.Vault.ReadAsync(name, CancellationToken.None).ConfigureAwait(false);
            return saved?.IsSameAs(record) == true ? null : Dropped();
        }
        catch (StorageException exception)
        {
            return exception;
        }
        catch (Exception exception)
        {
            // A foreign exception may quote what it was given.
            return new StorageException(
                Problem.ConnectionNotSaved,
                $"The vault '{store.Vault.Name}' failed to save the connection '{name}' ({exception.GetType().Name}).");
        }
    }

    private bool IsReadable(ConnectionRecord record)
    {
        try
        {
            byte[] document = Encoding.UTF8.GetBytes(ConnectionSerializer.Write(record));
            ConnectionRecord again = ConnectionSerializer.Read(name, Encoding.UTF8.GetString(document));
            return again.IsSameLoginAs(record);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private ConnectionNotSavedException NotSaved(PendingRecord pending, StorageException why, bool mayBeFile)
    {
        // Kept here at least, so that this process does not send what the org has replaced.
        store.Journal.Keep(Key, pending.Record, pending.Replaces, mayBeFile && store.Vault.IsJournaled);
        return new ConnectionNotSavedException(store.ToToken(name, pending.Record), why);
    }

    private StorageException Unreadable() => new(
        Problem.ConnectionNotSaved,
        $"The new record of '{name}' could not be read again once it was saved, so what is saved stays as it was.");

    private StorageException Dropped() => new(
        Problem.ConnectionNotSaved,
        $"The vault '{store.Vault.Name}' took the connection '{name}' without an error, and does not have it.");
}
