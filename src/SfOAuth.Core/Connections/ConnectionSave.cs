using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>
/// The way of a new record into the vault. It is made sure that the document can be read again before it takes the
/// place of one that can, and what a vault of others says it has is read back where nobody else has the token.
/// </summary>
internal sealed class ConnectionSave(ConnectionStore store, string name)
{
    private static readonly int[] _pausesInMilliseconds = [100, 200, 400, 800, 1500];

    /// <param name="pending">What to save, and in place of what.</param>
    /// <param name="isNewToken">Whether it has a refresh token that the vault does not have yet.</param>
    /// <returns>What is saved now: the record, or what another machine has saved in its place.</returns>
    /// <exception cref="ConnectionNotSavedException">The vault did not take it.</exception>
    internal async Task<ConnectionRecord> RunAsync(PendingRecord pending, bool isNewToken)
    {
        // A vault of our own has flushed it when it says so; the word of others is checked.
        bool readBack = store.Vault.IsJournaled && isNewToken;
        if (!IsReadable(pending.Record))
            throw NotSaved(pending, Unreadable(), mayBeFile: false);
        if (store.Vault.IsJournaled)
            store.Journal.Keep(Key, pending.Record, pending.Replaces, isJournaled: true);
        for (int attempt = 0; ; attempt++)
        {
            (ConnectionRecord? saved, StorageException? refusal) = await TryWriteAsync(pending, readBack)
                .ConfigureAwait(false);
            if (saved is not null)
            {
                store.ForgetPending(name);
                return saved;
            }

            if (attempt == _pausesInMilliseconds.Length || refusal!.Problem == Problem.VaultTimedOut)
                throw NotSaved(pending, refusal!, mayBeFile: true);
            var pause = TimeSpan.FromMilliseconds(_pausesInMilliseconds[attempt]);
            await store.Clock.DelayAsync(pause, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private string Key => store.KeyOf(name);

    // Whatever goes wrong here, the token is on its way to its owner.
    private async Task<(ConnectionRecord? Saved, StorageException? Refusal)> TryWriteAsync(
        PendingRecord pending,
        bool readBack
    )
    {
        try
        {
            return (await WriteAsync(pending, readBack).ConfigureAwait(false), null);
        }
        catch (StorageException exception)
        {
            return (null, exception);
        }
        catch (Exception exception)
        {
            // A foreign exception may quote what it was given.
            return (
                null,
                new StorageException(
                    Problem.ConnectionNotSaved,
                    $"The vault '{store.Vault.Name}' failed to save the connection '{name}' "
                        + $"({exception.GetType().Name})."
                )
            );
        }
    }

    private async Task<ConnectionRecord> WriteAsync(PendingRecord pending, bool readBack)
    {
        if (store.Vault is IVersionedVault versioned)
            return await versioned.ReplaceAsync(name, pending.Record, pending.Replaces).ConfigureAwait(false);
        await store.Vault.WriteAsync(name, pending.Record).ConfigureAwait(false);
        if (!readBack)
            return pending.Record;
        ConnectionRecord? saved = await store.Vault.ReadAsync(name, CancellationToken.None).ConfigureAwait(false);
        return saved?.IsSameAs(pending.Record) == true ? saved : throw Dropped();
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

    private StorageException Unreadable() =>
        new(
            Problem.ConnectionNotSaved,
            $"The new record of '{name}' could not be read again once it was saved, so what is saved stays as it was."
        );

    private StorageException Dropped() =>
        new(
            Problem.ConnectionNotSaved,
            $"The vault '{store.Vault.Name}' took the connection '{name}' without an error, and does not have it."
        );
}
