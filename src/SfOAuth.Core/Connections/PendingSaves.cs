using System;
using System.Collections.Concurrent;

namespace SfOAuth.Connections;

/// <summary>Records that a vault did not take, kept in this process so that the next call can try again before it refreshes.</summary>
internal sealed class PendingSaves
{
    private readonly ConcurrentDictionary<string, ConnectionRecord> _records = new(StringComparer.Ordinal);

    internal void Keep(string key, ConnectionRecord record) => _records[key] = record;

    internal ConnectionRecord? Find(string key) => _records.TryGetValue(key, out ConnectionRecord? record) ? record : null;

    internal void Forget(string key) => _records.TryRemove(key, out _);
}
