using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.Errors;
using SfOAuth.Sealing;

namespace SfOAuth.Connections;

/// <summary>
/// Records on their way into a vault. Each is sealed into a file before the vault is asked, and removed when the vault
/// has it, so neither a vault that fails nor a process that ends loses a token: whoever comes next saves it first. What
/// can't be kept in a file is kept in this process.
/// </summary>
internal sealed class Journal
{
    private const string Folder = "pending";
    private const string Kind = "sfoauth-pending";

    private readonly ConcurrentDictionary<string, PendingRecord> _memory = new(StringComparer.Ordinal);
    private readonly Func<SealedFolder?> _files;

    /// <param name="files">Where the records are sealed; null where nothing may be kept on the disk.</param>
    internal Journal(Func<SealedFolder?> files) => _files = files;

    /// <summary>The files of a journal in the user's folder.</summary>
    internal static SealedFolder In(PrivateFolder home, SealingKey key) => new(home, Folder, Kind, key);

    /// <summary>Keeps a record until the vault has it.</summary>
    /// <param name="key">Tells the connection from all others.</param>
    /// <param name="record">The new record.</param>
    /// <param name="replaces">The stamp of what was saved when it was made; null when nothing was.</param>
    /// <param name="isJournaled">Whether a file is made too.</param>
    internal void Keep(string key, ConnectionRecord record, string? replaces, bool isJournaled)
    {
        _memory[key] = new PendingRecord(record, replaces);
        if (!isJournaled || TryFiles() is not SealedFolder files)
            return;
        byte[] content = Encoding.UTF8.GetBytes(ConnectionSerializer.Write(record));
        try
        {
            KeyValuePair<string, string>[] facts = replaces is null ? [] : [new(PendingRecord.ReplacesFact, replaces)];
            files.Write(FileOf(key), facts, content, Problem.ConnectionNotSaved);
        }
        catch (StorageException)
        {
            // Then this process alone has it. The vault may well take it; if not, the caller gets the token.
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }
    }

    /// <summary>What is on its way; null when nothing.</summary>
    /// <param name="key">Tells the connection from all others.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="isJournaled">Whether other processes may have left something.</param>
    /// <exception cref="StorageException">There is something that can't be read: the only token that works may be in
    /// it.</exception>
    internal PendingRecord? Find(string key, string name, bool isJournaled)
    {
        if (_memory.TryGetValue(key, out PendingRecord? kept))
            return kept;
        return isJournaled && TryFiles()?.Read(FileOf(key)) is SealedDocument document
            ? PendingRecord.Read(name, document)
            : null;
    }

    /// <summary>What killed processes had written here, and not yet put in its place.</summary>
    /// <inheritdoc cref="Find"/>
    internal IEnumerable<PendingRecord> FindCutOff(string key, string name, bool isJournaled) =>
        isJournaled && TryFiles() is SealedFolder files
            ? files.ReadUnpublished(FileOf(key)).Select(document => PendingRecord.Read(name, document))
            : [];

    /// <summary>The vault has it, or it is worth nothing any more.</summary>
    internal void Forget(string key, bool isJournaled)
    {
        _memory.TryRemove(key, out _);
        if (!isJournaled)
            return;
        try
        {
            TryFiles()?.Delete(FileOf(key), Problem.ConnectionNotRemoved);
        }
        catch (StorageException)
        {
            // What stays behind is what the vault has, and is recognised as that.
        }
    }

    private SealedFolder? TryFiles()
    {
        try
        {
            return _files();
        }
        catch (StorageException)
        {
            // An account without a home.
            return null;
        }
    }

    // Vaults may have any name, and files may not.
    private static string FileOf(string key)
    {
        using var sha256 = SHA256.Create();
        byte[] hash = sha256.ComputeHash(Encoding.UTF8.GetBytes(key));
        return BitConverter.ToString(hash, 0, 16).Replace("-", "");
    }
}

/// <summary>A record that its vault may not have yet.</summary>
/// <param name="Record">The record.</param>
/// <param name="Replaces">The stamp of what was saved when it was made; null when nothing was.</param>
internal sealed record PendingRecord(ConnectionRecord Record, string? Replaces)
{
    /// <summary>The fact of a sealed record that tells what it replaces.</summary>
    internal const string ReplacesFact = "Replaces";

    /// <exception cref="StorageException">It is not a record that can be read.</exception>
    internal static PendingRecord Read(string name, SealedDocument document)
    {
        document.Facts.TryGetValue(ReplacesFact, out string? replaces);
        try
        {
            return new(ConnectionSerializer.Read(name, Encoding.UTF8.GetString(document.Content)), replaces);
        }
        finally
        {
            Array.Clear(document.Content, 0, document.Content.Length);
        }
    }

    /// <summary>
    /// Whether it is to be saved in place of this. If somebody else has saved since, theirs is newer, whatever the
    /// clocks say.
    /// </summary>
    internal bool Succeeds(ConnectionRecord? saved) => saved?.Stamp == Replaces;
}
