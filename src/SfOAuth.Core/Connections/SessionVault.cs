using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>
/// Logins without a name, in the memory of this process and nowhere else. They are renewed like all others, and need no
/// folder, no file and no vault. Their names are made up, and no user sees them.
/// </summary>
internal sealed class SessionVault : IConnectionVault
{
    private readonly ConcurrentDictionary<string, ConnectionRecord> _records = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ProcessLock> _locks = new(StringComparer.OrdinalIgnoreCase);
    private int _count;

    /// <inheritdoc/>
    public string Name => "this session";

    /// <inheritdoc/>
    public string LockKey => "session";

    /// <inheritdoc/>
    public string ProcessKey => LockKey;

    /// <inheritdoc/>
    public bool IsJournaled => false;

    /// <summary>For another login.</summary>
    internal string NewName() => $"session-{Interlocked.Increment(ref _count)}";

    /// <inheritdoc/>
    public Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken) =>
        _locks.GetOrAdd(name, _ => new ProcessLock()).TakeAsync(cancellationToken);

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(_records.TryGetValue(name, out ConnectionRecord? record) ? record : null);

    /// <inheritdoc/>
    public Task WriteAsync(string name, ConnectionRecord record)
    {
        _records[name] = record;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        _records.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VaultEntry>>([]);
}
