using System;
using System.Collections.Concurrent;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Tests.Connections;

/// <summary>A vault that holds documents as a real one does, and can be told to refuse, to forget, or to be watched.</summary>
internal sealed class MemoryVault : IConnectionVault
{
    private readonly ConcurrentDictionary<string, SecureString> _documents = new();
    private int _writes;

    public string Name => "Memory";

    public string LockKey => "Memory";

    internal bool RefusesReads { get; set; }

    /// <summary>How many more writes fail.</summary>
    internal int RefusedWrites { get; set; }

    /// <summary>Takes the next write without an error, and keeps what it had.</summary>
    internal bool DropsNextWrite { get; set; }

    internal bool TimesOut { get; set; }

    internal int Writes => _writes;

    internal Action<string> OnRead { get; set; } = _ => { };

    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        OnRead(name);
        if (RefusesReads)
            throw new StorageException(Problem.VaultReadFailed, "The vault does not read.");
        return Task.FromResult(_documents.TryGetValue(name, out SecureString? document) ? ConnectionSerializer.Read(name, document) : null);
    }

    public Task WriteAsync(string name, ConnectionRecord record)
    {
        Interlocked.Increment(ref _writes);
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
        _documents.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    internal void Put(string name, SecureString document) => _documents[name] = document;

}
