using System.Collections.Concurrent;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Tests.Connections;

/// <summary>A vault that holds documents as a real one does, and can be told to refuse.</summary>
internal sealed class MemoryVault : IConnectionVault
{
    private readonly ConcurrentDictionary<string, SecureString> _documents = new();

    public string Name => "Memory";

    internal bool RefusesWrites { get; set; }

    internal int Writes { get; private set; }

    public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken)
        => Task.FromResult(_documents.TryGetValue(name, out SecureString? document) ? RecordDocument.Read(name, document) : null);

    public Task WriteAsync(string name, ConnectionRecord record)
    {
        if (RefusesWrites)
            throw new StorageException(Problem.ConnectionNotSaved, "The vault refuses.");
        _documents[name] = RecordDocument.Write(record);
        Writes++;
        return Task.CompletedTask;
    }

    internal void Put(string name, SecureString document) => _documents[name] = document;
}
