using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;
using SfOAuth.Sealing;

namespace SfOAuth.Connections;

/// <summary>
/// Connections as files of the user, each sealed by itself. A save replaces one file whole and flushes it, so it costs
/// the same however many there are, a read needs no lock, and whoever is killed leaves what was there.
/// </summary>
internal sealed class BuiltInVault : IConnectionVault
{
    /// <summary>What <c>-Vault</c> calls it.</summary>
    internal const string VaultName = "SfOAuth";

    private const string Folder = "connections";

    // All facts together stay far below what a header may take.
    private const int LongestFact = 512;

    private readonly PrivateFolder _home;
    private readonly SealedFolder _files;
    private readonly LockFolder _locks;

    /// <param name="home">The user's folder.</param>
    /// <param name="key">What the files are sealed with.</param>
    /// <param name="locks">Of all who use this folder.</param>
    internal BuiltInVault(PrivateFolder home, SealingKey key, LockFolder locks)
    {
        _home = home;
        _files = new SealedFolder(home, Folder, ConnectionFacts.DocumentKind, key);
        _locks = locks;
    }

    /// <inheritdoc/>
    public string Name => VaultName;

    /// <inheritdoc/>
    public string LockKey => VaultName;

    /// <inheritdoc/>
    /// <remarks>A process may change its home, and the other home's connections have the same names.</remarks>
    public string ProcessKey => $"{VaultName}/{_home.Path}";

    /// <inheritdoc/>
    public bool IsJournaled => false;

    /// <summary>Whether something of this name is here. Opens nothing.</summary>
    /// <exception cref="StorageException">The folder is not to be trusted.</exception>
    internal bool Contains(string name) => _files.Contains(name);

    /// <inheritdoc/>
    public async Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken) =>
        await _locks.TakeAsync(ConnectionName.KeyOf(LockKey, name), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        _files.Prepare(Problem.HomeUnavailable);
        return Task.CompletedTask;
    }

    /// <summary>Lists it after a try whether it can be used: its key, its disk, and one of its files.</summary>
    /// <exception cref="StorageException">It can't.</exception>
    internal async Task<IReadOnlyList<VaultEntry>> CheckAsync(CancellationToken cancellationToken)
    {
        _files.Check(Problem.HomeUnavailable);
        IReadOnlyList<VaultEntry> entries = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (entries.FirstOrDefault(entry => entry.Error is null) is VaultEntry first)
            await ReadAsync(first.Name, cancellationToken).ConfigureAwait(false);
        return entries;
    }

    /// <inheritdoc/>
    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        SealedDocument? document = _files.Read(name);
        return Task.FromResult(document is null ? null : PendingRecord.Read(name, document).Record);
    }

    /// <summary>What killed processes had written here, and not yet put in its place.</summary>
    /// <exception cref="StorageException">The folder is not to be trusted.</exception>
    internal IEnumerable<PendingRecord> FindCutOff(string name) =>
        _files.ReadUnpublished(name).Select(document => PendingRecord.Read(name, document));

    /// <inheritdoc/>
    public Task WriteAsync(string name, ConnectionRecord record)
    {
        List<KeyValuePair<string, string>> facts =
        [
            .. record.ToMetadata().Where(fact => FitsHeader(fact.Value)),
            new(ConnectionFacts.Generation, record.Generation.ToString(CultureInfo.InvariantCulture)),
        ];
        if (record.Replaces is string replaces)
            facts.Add(new(PendingRecord.ReplacesFact, replaces));
        byte[] content = Encoding.UTF8.GetBytes(ConnectionSerializer.Write(record));
        try
        {
            _files.Write(name, facts, content, Problem.ConnectionNotSaved);
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        _files.Delete(name, Problem.ConnectionNotRemoved);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<VaultEntry> entries =
        [
            .. _files.List().Select(file => new VaultEntry(file.Name, file.Facts ?? VaultEntry.NoFacts, file.Error)),
        ];
        return Task.FromResult(entries);
    }

    // An org may answer anything, and no fact is worth the login.
    private static bool FitsHeader(string fact) =>
        fact.Length <= LongestFact && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(fact)) == fact;
}
