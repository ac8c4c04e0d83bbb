using System.Collections.Concurrent;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;

namespace SfOAuth.Benchmarks;

/// <summary>A vault in memory, which holds documents as a real one does.</summary>
internal sealed class RecordVault : IConnectionVault
{
    private readonly ConcurrentDictionary<string, string> _documents = new();

    public string Name => "Memory";

    public string LockKey => "Memory";

    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken)
        => Task.FromResult(_documents.TryGetValue(name, out string? document) ? ConnectionSerializer.Read(name, document) : null);

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
