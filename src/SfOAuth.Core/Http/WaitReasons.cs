using System;
using System.Collections.Generic;

namespace SfOAuth.Http;

/// <summary>
/// What a call waits for at this moment, in a sentence for the person who waits with it. Used from any thread.
/// </summary>
internal sealed class WaitReasons
{
    private readonly List<Wait> _waits = [];
    private readonly Action<string> _pausing;

    /// <param name="pausing">Told of each pause before another try; must not block or throw. Null when nobody wants to
    /// know.</param>
    internal WaitReasons(Action<string>? pausing = null) => _pausing = pausing ?? (_ => { });

    /// <summary>Null when nothing is waited for. Of several things the last.</summary>
    internal string? Reason
    {
        get
        {
            lock (_waits)
                return _waits.Count == 0 ? null : _waits[_waits.Count - 1].Reason;
        }
    }

    /// <summary>Waits until what this gives is disposed.</summary>
    internal IDisposable For(string reason)
    {
        var wait = new Wait(this, reason);
        lock (_waits)
            _waits.Add(wait);
        return wait;
    }

    /// <summary>The same for a pause, which is told at once.</summary>
    internal IDisposable Pause(string reason)
    {
        _pausing(reason);
        return For(reason);
    }

    private sealed class Wait(WaitReasons waiting, string reason) : IDisposable
    {
        internal string Reason => reason;

        public void Dispose()
        {
            lock (waiting._waits)
                waiting._waits.Remove(this);
        }
    }
}
