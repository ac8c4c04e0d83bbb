using System;
using System.Diagnostics;
using SfOAuth.Http;

namespace SfOAuth.Connections.Shared;

/// <summary>A point in time, by the system's clock and by the one that counts: the later of them rules.</summary>
internal sealed class Moment(IClock clock)
{
    private readonly long _ticks = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset _time = clock.UtcNow;

    internal TimeSpan Elapsed(IClock clock)
    {
        var counted = TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - _ticks) / (double)Stopwatch.Frequency);
        TimeSpan shown = clock.UtcNow - _time;
        return counted > shown ? counted : shown;
    }
}
