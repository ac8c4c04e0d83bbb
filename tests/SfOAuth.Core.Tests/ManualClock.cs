using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Http;

namespace SfOAuth.Tests;

/// <summary>A clock that stands still, and whose pauses take no time but count.</summary>
internal sealed class ManualClock : IClock
{
    public DateTimeOffset UtcNow { get; private set; } = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    internal int Pauses { get; private set; }

    /// <summary>Called at each pause, before it is over.</summary>
    internal Action<int> OnPause { get; set; } = _ => { };

    public async Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        UtcNow += time;
        OnPause(++Pauses);
        await Task.Yield();
    }

    internal void Advance(TimeSpan time) => UtcNow += time;
}
