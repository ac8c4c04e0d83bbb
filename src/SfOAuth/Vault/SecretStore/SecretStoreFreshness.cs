using System;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Vault.SecretStore;

/// <summary>
/// Makes SecretStore look at its file. It keeps the whole store in memory, writes all of it back, and notices what
/// another process wrote only seconds later or not at all: a read then gives a refresh token that is dead, and a write
/// brings the old secrets of everybody back. To be called with the store's lock held, at each use. Files that have not
/// changed since they were read are not read again, and a file that a write has left in pieces is put back first.
/// </summary>
internal static class SecretStoreFreshness
{
    private static FileStamp? _seen;

    /// <summary>Whether it is open, and asks for no password.</summary>
    /// <exception cref="StorageException">It is not as expected.</exception>
    internal static bool IsUnlocked() => OpenStore.All().Any();

    /// <exception cref="StorageException">The view can't be made fresh.</exception>
    internal static T Use<T>(Func<T> work)
    {
        FileStamp? seen = _seen;
        // Only a use that comes to its end leaves a view to be trusted: after a write that failed, SecretStore has in
        // memory what is not in the file.
        _seen = null;
        OpenStore[] open = [.. OpenStore.All()];
        foreach (OpenStore store in open)
            seen = MakeFresh(store, seen);
        T result = open.Length > 0 ? work() : UseUnopened(work);
        _seen = seen;
        // Here, for the work may have opened or unlocked the store, and with that made its handlers anew.
        WatcherPatch.Apply();
        return result;
    }

    /// <summary>
    /// A write within a use: the file as it was stands beside it until the write has ended, and is put back where the
    /// write fails.
    /// </summary>
    /// <param name="secret">What is written; null for a removal.</param>
    /// <param name="open">Any use that opens the store.</param>
    /// <param name="write">Writes.</param>
    /// <exception cref="StorageException">There is no room for the copy.</exception>
    internal static T Write<T>(string? secret, Func<bool> open, Func<T> write)
    {
        if (Opened(open) is not StoreFile file || file.Copy(secret) is not StoreCopy copy)
            return write();
        try
        {
            T result = write();
            StoreFile.Forget(copy);
            return result;
        }
        catch
        {
            file.PutBackIfChanged(copy);
            throw;
        }
    }

    /// <summary>Has the disk keep room for the next write. What is in the store does not matter for that.</summary>
    /// <param name="open">Any use that opens the store.</param>
    /// <exception cref="StorageException">It has none.</exception>
    internal static void Reserve(Func<bool> open)
    {
        if (!IsUnlocked())
            Use(open);
        OpenStore.All().FirstOrDefault()?.File.Reserve();
    }

    private static StoreFile? Opened(Func<bool> open)
    {
        if (!IsUnlocked())
        {
            open();
            _ = OpenStore.All().ToArray().Any(PutsBack);
        }

        return OpenStore.All().FirstOrDefault()?.File;
    }

    // Opening and unlocking read the file.
    private static T UseUnopened<T>(Func<T> work)
    {
        T result = Open(work);
        return OpenStore.All().ToArray().Any(PutsBack) ? work() : result;
    }

    private static T Open<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (RuntimeException exception) when (FindUnfinished(exception) is (StoreFile file, StoreCopy copy))
        {
            file.PutBack(copy);
            return work();
        }
    }

    // A store with a password tells a wrong password by the same words as a file in pieces. What is put back is the
    // state before a write of ours that did not come to its end; its record is in the journal.
    private static (StoreFile, StoreCopy)? FindUnfinished(RuntimeException exception)
    {
        foreach (StoreFile file in OpenStore.ClosedFiles())
        {
            if (file.FindCopy() is StoreCopy copy && (VaultErrors.IsDamaged(exception) || IsLockedBy(copy)))
                return (file, copy);

            bool IsLockedBy(StoreCopy copy) => VaultErrors.IsLocked(exception) && file.IsLastWriteOf(copy);
        }

        return null;
    }

    private static FileStamp MakeFresh(OpenStore store, FileStamp? seen)
    {
        FileStamp now = store.Stamp();
        StoreCopy? copy = store.File.FindCopy();
        if (copy is null && seen?.IsStill(now) == true)
            return seen;
        if (!store.TryRead())
            return Mend(store, copy, seen);
        return PutsBack(store) ? store.Stamp() : now;
    }

    /// <summary>
    /// A write that was cut off may have left a file that opens and lacks what was written: SecretStore removes a
    /// secret before it writes the new one.
    /// </summary>
    private static bool PutsBack(OpenStore store)
    {
        if (store.File.FindCopy() is not StoreCopy copy)
            return false;
        if (copy.Secret is not string secret || store.Has(secret) || !store.File.IsLastWriteOf(copy))
        {
            StoreFile.Forget(copy);
            return false;
        }

        byte[] replaced = store.File.PutBack(copy);
        if (store.TryRead())
            return true;
        // Of a store that was reset since: the copy is of one that nothing opens any more.
        store.File.Restore(replaced);
        return store.TryRead() ? false : throw Unreadable();
    }

    private static FileStamp Mend(OpenStore store, StoreCopy? copy, FileStamp? seen)
    {
        if (copy is not null)
            store.File.PutBack(copy);
        else if (seen?.IsOnlyDataOlderThan(store.Stamp()) != true || !store.TryWriteBack())
            throw Unreadable();
        FileStamp mended = store.Stamp();
        return store.TryRead() ? mended : throw Unreadable();
    }

    private static StorageException Unreadable() =>
        new(Problem.VaultStale, "SecretStore can't read its file, and what it has in memory may be old.");
}
