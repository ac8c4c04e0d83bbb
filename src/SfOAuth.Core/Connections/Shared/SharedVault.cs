using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Locking;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// Connections in a container of Azure Blob Storage, for many machines. A lease lets one of them refresh at a time. What
/// keeps a write of another from being lost is not the lease, which can run out under its holder, but the version: each
/// write names the one that it takes the place of.
/// </summary>
internal sealed class SharedVault : IConnectionVault
{
    private const string Records = "connections/";
    private const string Locks = "locks/";
    private const string Extension = ".jwe";

    // A login that two machines take for stale or fresh by clocks that differ is refreshed for ever, or too late.
    private static readonly TimeSpan _largestSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _releaseTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SharedLock> _held = new(StringComparer.OrdinalIgnoreCase);
    private readonly BlobContainer _container;
    private readonly SharedDocuments _documents;
    private readonly SharedReads _reads;
    private readonly LockFolder _locks;
    private readonly IClock _clock;
    private TimeSpan _skew;

    /// <param name="name">What users call it on this machine.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="readKey">Gives the 64 bytes that all machines have, anew each time.</param>
    /// <param name="transport">The way there.</param>
    /// <param name="locks">Of this machine.</param>
    /// <param name="reads">Of this process.</param>
    /// <param name="clock">Time.</param>
    internal SharedVault(
        string name, ContainerUrl url, Func<byte[]> readKey, Transport transport, LockFolder locks, SharedReads reads, IClock clock)
    {
        Name = name;
        _container = new BlobContainer(url, transport, clock) { OnDate = date => _skew = clock.UtcNow - date };
        _documents = new SharedDocuments(readKey, url.Address);
        _reads = reads;
        _locks = locks;
        _clock = clock;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string LockKey => _container.Url.Address;

    /// <inheritdoc/>
    public bool IsJournaled => true;

    /// <summary>How long after its timeout a machine that has sent a refresh may still come back with the answer.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken)
    {
        InterprocessLock machine = await _locks.TakeAsync(KeyOf(name), cancellationToken).ConfigureAwait(false);
        BlobLease? lease = null;
        try
        {
            string path = Locks + name.ToLowerInvariant();
            lease = await BlobLease.TakeAsync(_container, path, _container.Timeout, _clock, cancellationToken).ConfigureAwait(false);
            RequireClock();
            return lease is null ? throw Held(name) : _held[name] = new SharedLock(name, machine, lease, Release);
        }
        catch
        {
            lease?.Dispose();
            machine.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(string name, ConnectionRecord? saved, CancellationToken cancellationToken)
    {
        // That the lease was given shows that the container can be written.
        if (saved?.Version is not SavedVersion version || !_held.TryGetValue(name, out SharedLock? held))
            return;
        held.Found = RefreshNote.Parse(version.Note)?.Generation ?? "";
        if (held.Found == GenerationOf(saved))
            version = await AwaitUnfinishedAsync(name, saved, version, cancellationToken).ConfigureAwait(false);
        var note = new RefreshNote(GenerationOf(saved), _container.Timeout + Grace);
        // On condition: after this the record is known to be the one that was read.
        held.Noted = await NoteAsync(name, version, note, cancellationToken).ConfigureAwait(false) ?? throw SharedLock.Lost(name);
    }

    /// <inheritdoc/>
    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken)
        => _held.ContainsKey(name)
            ? FetchAsync(name, cancellationToken)
            : _reads.RunAsync(KeyOf(name), cancelled => FetchAsync(name, cancelled), cancellationToken);

    /// <inheritdoc/>
    public async Task<ConnectionRecord> WriteAsync(string name, ConnectionRecord record, ConnectionRecord? before)
    {
        if (before?.IsSameAs(record) == true)
            throw new StorageException(Problem.ConnectionNotSaved, $"What the vault '{Name}' has as '{name}' could not be read.");
        _held.TryGetValue(name, out SharedLock? held);
        SavedVersion? version = held?.Noted ?? before?.Version;
        (string text, string facts) = _documents.Seal(name, record);
        while (true)
        {
            string? tag = await _container.PutAsync(
                PathOf(name), text, Metadata(facts, null), version?.Tag, CancellationToken.None).ConfigureAwait(false);
            if (tag is not null)
                return Written(held, name, record with { Version = new SavedVersion(tag, facts, null, TimeSpan.Zero) });
            ConnectionRecord? saved = await FetchAsync(name, CancellationToken.None).ConfigureAwait(false);
            // The first try of ours may have arrived, and its answer not; or another machine saved, and that stays.
            if (saved is not null && (before is null || !saved.IsSameAs(before)))
                return Written(held, name, saved);
            if (saved is null && before is not null)
                throw new StorageException(Problem.ConnectionNotSaved, $"Another machine has removed '{name}' from the vault '{Name}'.");
            // It is the record that was read, and only its note is another one.
            version = saved?.Version;
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await _container.DeleteAsync(PathOf(name), cancellationToken).ConfigureAwait(false);
        _reads.Forget(KeyOf(name));
        if (_held.TryGetValue(name, out SharedLock? held))
            held.Noted = null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BlobEntry> blobs = await _container.ListAsync(Records, cancellationToken).ConfigureAwait(false);
        List<VaultEntry> entries = [];
        foreach (BlobEntry blob in blobs.Where(blob => blob.Name.EndsWith(Extension, StringComparison.Ordinal)))
        {
            string name = blob.Name.Substring(Records.Length, blob.Name.Length - Records.Length - Extension.Length);
            string? text = blob.Metadata.TryGetValue(SharedDocuments.FactsName, out string? facts) && facts.Length > 0
                ? facts + "."
                : (await _container.GetAsync(blob.Name, cancellationToken).ConfigureAwait(false))?.Content;
            if (text is not null)
                entries.Add(_documents.Describe(name, blob.Name, text));
        }

        return entries;
    }

    private async Task<ConnectionRecord?> FetchAsync(string name, CancellationToken cancellationToken)
    {
        Blob? blob = await _container.GetAsync(PathOf(name), cancellationToken).ConfigureAwait(false);
        return blob is null ? null : _documents.Open(name, PathOf(name), blob);
    }

    /// <summary>
    /// Another machine has sent a refresh of this very record, and lost its lock before it saved: it stands still, is cut
    /// off, or is dead. To send the same refresh token a second time ends the login, so it is given time to come back.
    /// </summary>
    private async Task<SavedVersion> AwaitUnfinishedAsync(
        string name, ConnectionRecord saved, SavedVersion version, CancellationToken cancellationToken)
    {
        var waited = TimeSpan.Zero;
        var pause = TimeSpan.FromSeconds(1);
        while (RefreshNote.Parse(version.Note) is RefreshNote note && note.Generation == GenerationOf(saved) && version.Age < note.Grace)
        {
            if (waited >= _container.Timeout)
                throw Unfinished(name, version.Age, note.Grace);
            await _clock.DelayAsync(pause, cancellationToken).ConfigureAwait(false);
            waited += pause;
            ConnectionRecord? now = await FetchAsync(name, cancellationToken).ConfigureAwait(false);
            if (now?.IsSameAs(saved) != true)
                throw SharedLock.Lost(name);
            version = now.Version!;
        }

        return version;
    }

    private async Task<SavedVersion?> NoteAsync(
        string name, SavedVersion version, RefreshNote? note, CancellationToken cancellationToken)
    {
        Dictionary<string, string> metadata = Metadata(version.Facts, note);
        string? tag = await _container.SetMetadataAsync(PathOf(name), metadata, version.Tag, cancellationToken).ConfigureAwait(false);
        return tag is null ? null : version with { Tag = tag, Note = note?.ToString(), Age = TimeSpan.Zero };
    }

    private ConnectionRecord Written(SharedLock? held, string name, ConnectionRecord record)
    {
        _reads.Forget(KeyOf(name));
        if (held is not null)
            held.Noted = null;
        return record;
    }

    /// <summary>What is noted of a refresh that came to nothing: that nothing will come of it, or that something is open.</summary>
    private void Release(SharedLock held)
    {
        _held.TryRemove(held.Name, out _);
        if (held.Noted is not SavedVersion noted)
            return;
        RefreshNote? note = held.IsCleared ? null : RefreshNote.Parse(noted.Note)! with { Grace = TimeSpan.Zero };
        using var timeout = new CancellationTokenSource(_releaseTime);
        try
        {
            Task.Run(() => NoteAsync(held.Name, noted, note, timeout.Token), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            // A note that stays behind lets the next machine wait before it sends.
        }
    }

    private void RequireClock()
    {
        if (_skew.Duration() > _largestSkew)
        {
            throw new StorageException(
                Problem.SharedClockOff,
                $"This machine's clock is {_skew.Duration().TotalMinutes:0} minutes {(_skew > TimeSpan.Zero ? "ahead of" : "behind")} that of {_container.Url.Host}.");
        }
    }

    private static Dictionary<string, string> Metadata(string facts, RefreshNote? note)
    {
        Dictionary<string, string> metadata = [];
        if (facts.Length > 0)
            metadata[SharedDocuments.FactsName] = facts;
        if (note is not null)
            metadata[RefreshNote.Name] = note.ToString();
        return metadata;
    }

    private static string GenerationOf(ConnectionRecord record)
        => record.Generation.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string PathOf(string name) => Records + name.ToLowerInvariant() + Extension;

    private string KeyOf(string name) => ConnectionName.KeyOf(LockKey, name);

    private StorageException Held(string name) => new(
        Problem.SharedLockHeld,
        $"Another machine has held the lock of '{name}' in the vault '{Name}' for {_container.Timeout.TotalSeconds:0.#} seconds.");

    private StorageException Unfinished(string name, TimeSpan age, TimeSpan grace) => new(
        Problem.SharedRefreshUnfinished,
        $"Another machine has sent a refresh of '{name}' {age.TotalSeconds:0} seconds ago and not saved what came of it. "
            + $"It is given {grace.TotalSeconds:0} seconds.");
}
