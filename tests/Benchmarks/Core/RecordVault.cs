using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Locking;

namespace SfOAuth.Benchmarks;

/// <summary>A vault in memory, which holds documents as a real one does.</summary>
internal sealed class RecordVault(LockFolder locks) : IConnectionVault
{
    private readonly ConcurrentDictionary<string, string> _documents = new();

    public string Name => "Memory";

    public string LockKey => "Memory";

    public bool IsJournaled => false;

    public async Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken) =>
        await locks.TakeAsync(ConnectionName.KeyOf(LockKey, name), cancellationToken);

    public Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<VaultEntry>>([]);

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(
            _documents.TryGetValue(name, out string? document) ? ConnectionSerializer.Read(name, document) : null
        );

    public Task WriteAsync(string name, ConnectionRecord record)
    {
        _documents[name] = ConnectionSerializer.Write(record);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        _documents.TryRemove(name, out _);
        return Task.CompletedTask;
    }
}
