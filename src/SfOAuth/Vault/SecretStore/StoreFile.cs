using System;
using System.IO;
using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Sealing;

namespace SfOAuth.Vault.SecretStore;

/// <summary>
/// The file of a SecretStore, and what stands beside it while we write. SecretStore rewrites the file in place, so one
/// that is killed while it does, or meets a full disk, leaves a store that no password opens. To be used with the
/// store's lock held.
/// </summary>
/// <param name="path">The file's path.</param>
internal sealed class StoreFile(string path)
{
    // SecretStore watches store*, and is not to hear of these.
    private const string RoomName = "sfoauth-room";
    private const string CopyPrefix = "sfoauth-copy.";

    // More than one connection ever takes.
    private const int Growth = 64 * 1024;

    // Nobody takes so long from the copy to the end of the write.
    private static readonly TimeSpan _longestWrite = TimeSpan.FromMinutes(1);

    private string Folder => Path.GetDirectoryName(path)!;

    private string Room => Path.Combine(Folder, RoomName);

    /// <summary>Has the disk keep room for a copy of the file, and for the file to grow.</summary>
    /// <exception cref="StorageException">It has none.</exception>
    internal void Reserve()
    {
        long length = LengthOf(path) + Growth;
        if (LengthOf(Room) < length)
            SealedFile.WriteAlone(Room, new byte[length], Problem.VaultFull);
    }

    /// <summary>Copies the file as it is before a write.</summary>
    /// <param name="secret">What is written; null for a removal.</param>
    /// <returns>Null where there is no file yet, and nothing to lose.</returns>
    /// <exception cref="StorageException">The disk does not take it, and nothing is to be written.</exception>
    internal StoreCopy? Copy(string? secret)
    {
        if (!File.Exists(path))
            return null;
        Problem problem = secret is null ? Problem.ConnectionNotRemoved : Problem.ConnectionNotSaved;
        var copy = new StoreCopy(Path.Combine(Folder, CopyPrefix + secret), secret);
        byte[] content = Content(problem);
        try
        {
            SealedFile.WriteAlone(copy.Path, content, problem);
        }
        catch (StorageException)
        {
            // Then it is kept room that is to be used.
            GiveRoom(problem);
            SealedFile.WriteAlone(copy.Path, content, problem);
        }

        return copy;
    }

    /// <summary>What a write left that did not come to its end; null when all did.</summary>
    internal StoreCopy? FindCopy() =>
        Directory.Exists(Folder)
            ? Directory
                .EnumerateFiles(Folder, CopyPrefix + "*")
                .Select(file => new StoreCopy(file, NameIn(file)))
                .FirstOrDefault()
            : null;

    /// <summary>Puts the copy in the place of the file.</summary>
    /// <returns>What was there, for whoever finds that the copy does not open.</returns>
    /// <exception cref="StorageException">Both are as they were.</exception>
    internal byte[] PutBack(StoreCopy copy)
    {
        byte[] replaced = Content(Problem.VaultDamaged);
        SealedFile.Move(copy.Path, path, Problem.VaultDamaged);
        return replaced;
    }

    /// <summary>Undoes that.</summary>
    /// <exception cref="StorageException">The file is as it was.</exception>
    internal void Restore(byte[] replaced) => SealedFile.WriteAlone(path, replaced, Problem.VaultDamaged);

    /// <summary>
    /// The same after a write that failed, if it has changed anything. The next try gets the room that was kept.
    /// </summary>
    internal void PutBackIfChanged(StoreCopy copy)
    {
        try
        {
            GiveRoom(Problem.ConnectionNotSaved);
            if (File.ReadAllBytes(copy.Path).SequenceEqual(File.ReadAllBytes(path)))
                Forget(copy);
            else
                PutBack(copy);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StorageException)
        {
            // The copy stays, and is put back at the next use.
        }
    }

    /// <summary>The write has ended.</summary>
    internal static void Forget(StoreCopy copy)
    {
        try
        {
            SealedFile.Delete(copy.Path, Problem.ConnectionNotSaved);
        }
        catch (StorageException)
        {
            // What stays is recognised the next time.
        }
    }

    /// <summary>
    /// Whether nobody has written the file since the write that the copy is of. Who resets the store, or changes its
    /// password, means what is there then.
    /// </summary>
    internal bool IsLastWriteOf(StoreCopy copy) =>
        File.GetLastWriteTimeUtc(path) - File.GetLastWriteTimeUtc(copy.Path) <= _longestWrite;

    private byte[] Content(Problem problem) => SealedFile.Guard(path, "read", problem, () => File.ReadAllBytes(path));

    private void GiveRoom(Problem problem) => SealedFile.Delete(Room, problem);

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private static string? NameIn(string file) =>
        Path.GetFileName(file).Substring(CopyPrefix.Length) is { Length: > 0 } name ? name : null;
}

/// <summary>A copy of the store's file as it was before a write.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Secret">The secret that was written; null when one was removed.</param>
internal sealed record StoreCopy(string Path, string? Secret);
