using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Tests.Connections;

/// <summary>
/// A vault that holds documents as a real one does, and can be told to refuse, to forget, or to be watched.
/// </summary>
internal sealed class MemoryVault : IConnectionVault
{
    private readonly ConcurrentDictionary<string, string> _documents = new();
    private int _writes;

    public string Name { get; init; } = "Memory";

    public string LockKey { get; init; } = "Memory";
    public string ProcessKey => LockKey;

    public bool IsJournaled => true;

    internal bool RefusesReads { get; set; }

    /// <summary>How many more writes fail.</summary>
    internal int RefusedWrites { get; set; }

    /// <summary>Takes the next write without an error, and keeps what it had.</summary>
    internal bool DropsNextWrite { get; set; }

    internal bool TimesOut { get; set; }

    internal int Writes => _writes;

    internal Action<string> OnRead { get; set; } = _ => { };

    /// <summary>Told of each <c>lock</c>, <c>prepare</c>, <c>write</c> and <c>remove</c> before it is done.</summary>
    internal Action<string> OnCall { get; set; } = _ => { };

    /// <summary>Asked of a lock that is held, before something is sent or removed.</summary>
    internal Action OnRequireHeld { get; set; } = () => { };

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        OnCall("prepare");
        return Task.CompletedTask;
    }

    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        OnRead(name);
        if (RefusesReads)
            throw new StorageException(Problem.VaultReadFailed, "The vault does not read.");
        return Task.FromResult(
            _documents.TryGetValue(name, out string? document) ? ConnectionSerializer.Read(name, document) : null
        );
    }

    public Task WriteAsync(string name, ConnectionRecord record)
    {
        Interlocked.Increment(ref _writes);
        OnCall("write");
        if (TimesOut)
            throw new StorageException(Problem.VaultTimedOut, "The vault hangs.");
        if (RefusedWrites-- > 0)
            throw new StorageException(Problem.ConnectionNotSaved, "The vault refuses.");
        if (!DropsNextWrite)
            _documents[name] = ConnectionSerializer.Write(record);
        DropsNextWrite = false;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        OnCall("remove");
        _documents.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VaultEntry>>([
            .. _documents.Keys.Select(name => new VaultEntry(name, new Dictionary<string, string>())),
        ]);

    public Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Each process has locks of its own: see LockedBy.");

    /// <summary>This vault as a process sees it that has these locks.</summary>
    internal IConnectionVault LockedBy(LockFolder locks) => new View(this, locks);

    internal void Put(string name, string document) => _documents[name] = document;

    private sealed class View(MemoryVault vault, LockFolder locks) : IConnectionVault
    {
        public string Name => vault.Name;

        public string LockKey => vault.LockKey;
        public string ProcessKey => LockKey;

        public bool IsJournaled => vault.IsJournaled;

        public async Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken)
        {
            vault.OnCall("lock");
            return new Held(vault, await locks.TakeAsync(ConnectionName.KeyOf(LockKey, name), cancellationToken));
        }

        public Task PrepareAsync(CancellationToken cancellationToken) => vault.PrepareAsync(cancellationToken);

        public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken) =>
            vault.ReadAsync(name, cancellationToken);

        public Task WriteAsync(string name, ConnectionRecord record) => vault.WriteAsync(name, record);

        public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
            vault.RemoveAsync(name, cancellationToken);

        public Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
            vault.ListAsync(cancellationToken);
    }

    private sealed class Held(MemoryVault vault, IConnectionLock held) : IConnectionLock
    {
        public string ReadNote() => held.ReadNote();

        public void WriteNote(string note) => held.WriteNote(note);

        public void ClearNote() => held.ClearNote();

        public void RequireHeld() => vault.OnRequireHeld();

        public void Dispose() => held.Dispose();
    }
}
