using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Requests;

/// <summary>The requests the org received, newest last. Control requests are not among them.</summary>
public sealed class RequestLog
{
    private readonly object _lock = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private readonly List<RequestWaiter> _waiters = [];
    private readonly int _limit;
    private long _total;

    internal RequestLog(int limit) => _limit = limit;

    /// <summary>All since the last clearing, those already dropped included.</summary>
    public long TotalCount
    {
        get
        {
            lock (_lock)
                return _total;
        }
    }

    public IReadOnlyList<RecordedRequest> All => Find();

    public IReadOnlyList<RecordedRequest> Find(string? path = null, string? grant = null)
    {
        lock (_lock)
            return _requests.Where(request => request.Matches(path, grant)).ToArray();
    }

    /// <summary>Requests to the token endpoint, of one grant or of all.</summary>
    public IReadOnlyList<RecordedRequest> ToToken(string? grant = null) => Find(Paths.Token, grant);

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _total = 0;
        }
    }

    /// <summary>
    /// Ends when that many matching requests have arrived since the last clearing; with <paramref name="processed"/>,
    /// when the org has acted on them.
    /// </summary>
    /// <exception cref="TimeoutException">They did not come in time.</exception>
    public async Task<IReadOnlyList<RecordedRequest>> WaitAsync(
        string? path = null,
        string? grant = null,
        int count = 1,
        TimeSpan? timeout = null,
        bool processed = false,
        CancellationToken cancellationToken = default
    )
    {
        RequestWaiter waiter = new(path, grant, count, processed);
        lock (_lock)
        {
            foreach (RecordedRequest request in _requests)
                waiter.Saw(request);
            _waiters.Add(waiter);
        }

        try
        {
            await waiter.Completed.WaitAsync(timeout ?? TimeSpan.FromSeconds(30), cancellationToken);
        }
        finally
        {
            lock (_lock)
                _waiters.Remove(waiter);
        }

        return Find(path, grant);
    }

    internal RecordedRequest Add(OrgRequest request)
    {
        lock (_lock)
        {
            RecordedRequest recorded = new(request, ++_total);
            _requests.Enqueue(recorded);
            if (_requests.Count > _limit)
                _requests.Dequeue();
            Announce(recorded);
            return recorded;
        }
    }

    internal void MarkProcessed(RecordedRequest request)
    {
        lock (_lock)
        {
            request.IsProcessed = true;
            Announce(request);
        }
    }

    private void Announce(RecordedRequest request)
    {
        foreach (RequestWaiter waiter in _waiters)
            waiter.Saw(request);
    }
}
