using System;
using System.Collections.Generic;

namespace SfOAuth.SignIn;

/// <summary>Keeps the number of connections down by giving up the oldest: however many say nothing, they must not keep
/// out the one that has something to say, and that one has to have the time to say it.</summary>
internal sealed class OpenConnections(int limit) : IDisposable
{
    private readonly List<CallbackConnection> _open = [];
    private bool _closed;

    internal void Add(CallbackConnection connection)
    {
        lock (_open)
        {
            if (_closed)
            {
                connection.Dispose();
                return;
            }

            _open.Add(connection);
            if (_open.Count <= limit)
                return;
            int oldest = _open.FindIndex(one => !one.IsKept);
            _open[oldest].Dispose();
            _open.RemoveAt(oldest);
        }
    }

    internal void Remove(CallbackConnection connection)
    {
        lock (_open)
            _open.Remove(connection);
    }

    public void Dispose()
    {
        lock (_open)
        {
            _closed = true;
            _open.ForEach(connection => connection.Dispose());
            _open.Clear();
        }
    }
}
