using System;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// How far this machine's clock is from the service's. A login that two machines take for stale or fresh by clocks that
/// differ is refreshed for ever, or too late.
/// </summary>
internal sealed class SharedClock(IClock clock)
{
    private static readonly TimeSpan _largestSkew = TimeSpan.FromMinutes(5);

    private TimeSpan _skew;

    /// <summary>Called with the date of each answer.</summary>
    internal void Compare(DateTimeOffset date) => _skew = clock.UtcNow - date;

    /// <exception cref="StorageException">It is too far.</exception>
    internal void RequireNear(string host)
    {
        if (_skew.Duration() > _largestSkew)
        {
            throw new StorageException(
                Problem.SharedClockOff,
                $"This machine's clock is {_skew.Duration().TotalMinutes:0} minutes "
                    + $"{(_skew > TimeSpan.Zero ? "ahead of" : "behind")} that of {host}."
            );
        }
    }
}
