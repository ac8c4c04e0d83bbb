using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Locking;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// Connections in a container of Azure Blob Storage, for many machines. A lease lets one of them refresh at a time.
/// What keeps a write of another from being lost is not the lease, which can run out under its holder, but the version:
/// each write names the one that it takes the place of.
/// </summary>
internal sealed class SharedVault : IVersionedVault
{
    private const string Locks = "locks/";

    private readonly ConcurrentDictionary<string, SharedLock> _held = new(StringComparer.OrdinalIgnoreCase);
    private readonly BlobContainer _container;
    private readonly SharedDocuments _documents;
    private readonly SharedNotes _notes;
    private readonly SharedReads _reads;
    private readonly LockFolder _locks;
    private readonly IClock _clock;
    private readonly SharedClock _dates;

    /// <param name="name">What users call it on this machine.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="readKey">Gives the 64 bytes that all machines have, anew each time.</param>
    /// <param name="transport">The way there.</param>
    /// <param name="locks">Of this machine.</param>
    /// <param name="reads">Of this process.</param>
    /// <param name="clock">Time.</param>
    internal SharedVault(
        string name,
        ContainerUrl url,
        Func<byte[]> readKey,
        Transport transport,
        LockFolder locks,
        SharedReads reads,
        IClock clock
    )
    {
        Name = name;
        _dates = new SharedClock(clock);
        _container = new BlobContainer(url, transport, clock) { OnDate = _dates.Compare };
        _documents = new SharedDocuments(readKey, url.Address);
        _notes = new SharedNotes(_container, FetchAsync, clock);
        _reads = reads;
        _locks = locks;
        _clock = clock;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string LockKey => _container.Url.Address;

    /// <inheritdoc/>
    public string ProcessKey => LockKey;

    /// <inheritdoc/>
    public bool IsJournaled => true;

    /// <summary>
    /// How long after its timeout a machine that has sent a refresh may still come back with the answer.
    /// </summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries what it takes to be used.</summary>
    internal SharedVaultCheck Check => new(_container, _documents);

    /// <inheritdoc/>
    public async Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken) =>
        (await LockUnlessAsync(name, _ => Task.FromResult(false), cancellationToken).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public async Task<IConnectionLock?> LockUnlessAsync(
        string name,
        Func<CancellationToken, Task<bool>> isDone,
        CancellationToken cancellationToken
    )
    {
        var begun = new Moment(_clock);
        InterprocessLock machine = await TakeMachineAsync(name, cancellationToken).ConfigureAwait(false);
        BlobLease? lease = null;
        bool done = false;
        try
        {
            lease = await BlobLease
                .TakeAsync(
                    _container,
                    Locks + name.ToLowerInvariant(),
                    async cancelled => done = await isDone(cancelled).ConfigureAwait(false),
                    begun,
                    _clock,
                    cancellationToken
                )
                .ConfigureAwait(false);
            _dates.RequireNear(_container.Url.Host);
            if (lease is not null)
                return _held[name] = new SharedLock(name, machine, lease, Release);
        }
        catch
        {
            lease?.Dispose();
            machine.Dispose();
            throw;
        }

        machine.Dispose();
        return done ? null : throw SharedLock.Held(name, Name, _container.Timeout);
    }

    /// <summary>Of this machine's processes one at a time asks for the lease.</summary>
    private async Task<InterprocessLock> TakeMachineAsync(string name, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_container.Timeout);
        try
        {
            return await _locks.TakeAsync(KeyOf(name), deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SharedLock.Held(name, Name, _container.Timeout);
        }
    }

    /// <inheritdoc/>
    /// <remarks>That the lease was given shows that the container can be written.</remarks>
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task PrepareRefreshAsync(string name, ConnectionRecord saved, CancellationToken cancellationToken)
    {
        if (saved.Version is not SavedVersion version || !_held.TryGetValue(name, out SharedLock? held))
            return;
        held.Found = RefreshNote.Parse(version.Note)?.Generation ?? "";
        version = await _notes.AwaitUnfinishedAsync(name, saved, version, cancellationToken).ConfigureAwait(false);
        var note = new RefreshNote(
            SharedNotes.GenerationOf(saved),
            _container.Timeout + Grace,
            Guid.NewGuid().ToString("N")
        );
        // On condition: after this the record is known to be the one that was read.
        held.Noted =
            await _notes.WriteAsync(SharedListing.PathOf(name), version, note, cancellationToken).ConfigureAwait(false)
            ?? await _notes.FindAsync(name, note, cancellationToken).ConfigureAwait(false)
            ?? throw SharedLock.Lost(name);
    }

    /// <inheritdoc/>
    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken) =>
        _held.ContainsKey(name)
            ? FetchAsync(name, cancellationToken)
            : _reads.RunAsync(KeyOf(name), cancelled => FetchAsync(name, cancelled), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Of a login that comes from another vault. It takes the place of none.</remarks>
    public Task WriteAsync(string name, ConnectionRecord record) =>
        ReplaceAsync(name, record with { Version = null }, replaces: null);

    /// <inheritdoc/>
    public async Task<ConnectionRecord> ReplaceAsync(string name, ConnectionRecord record, string? replaces)
    {
        _held.TryGetValue(name, out SharedLock? held);
        if (held is not null)
            held.IsAnswered = true;
        SavedVersion? version = held?.Noted ?? record.Version;
        (string text, string facts) = _documents.Seal(name, record);
        while (true)
        {
            string? tag = await _container
                .PutAsync(
                    SharedListing.PathOf(name),
                    text,
                    SharedNotes.Metadata(facts, null),
                    version?.Tag,
                    CancellationToken.None
                )
                .ConfigureAwait(false);
            if (tag is not null)
                return Written(held, name, record with { Version = new SavedVersion(tag, facts, null, TimeSpan.Zero) });
            ConnectionRecord? saved = await FetchAsync(name, CancellationToken.None).ConfigureAwait(false);
            // The first try of ours may have arrived, and its answer not; or another machine saved, and that stays.
            if (saved is not null && saved.Stamp != replaces)
                return Written(held, name, saved);
            if (saved is null && replaces is not null)
                throw new StorageException(
                    Problem.ConnectionNotSaved,
                    $"Another machine has removed '{name}' from the vault '{Name}'."
                );
            // It is the record that was read, and only its note is another one.
            version = saved?.Version;
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await _container.DeleteAsync(SharedListing.PathOf(name), cancellationToken).ConfigureAwait(false);
        _reads.Forget(KeyOf(name));
        if (_held.TryGetValue(name, out SharedLock? held))
            held.Noted = null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
        new SharedListing(_container, _documents).RunAsync(cancellationToken);

    private async Task<ConnectionRecord?> FetchAsync(string name, CancellationToken cancellationToken)
    {
        Blob? blob = await _container.GetAsync(SharedListing.PathOf(name), cancellationToken).ConfigureAwait(false);
        if (blob is null)
            return null;
        try
        {
            return _documents.Open(name, SharedListing.PathOf(name), blob);
        }
        catch (StorageException exception) when (exception.Problem == Problem.ConnectionUnreadable)
        {
            // All of them are, where it is the key.
            await Check.RequireKeyAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private ConnectionRecord Written(SharedLock? held, string name, ConnectionRecord record)
    {
        _reads.Forget(KeyOf(name));
        if (held is not null)
            held.Noted = null;
        return record;
    }

    private bool Release(SharedLock held)
    {
        _held.TryRemove(held.Name, out _);
        return _notes.Settle(held, SharedListing.PathOf(held.Name));
    }

    private string KeyOf(string name) => ConnectionName.KeyOf(LockKey, name);
}
