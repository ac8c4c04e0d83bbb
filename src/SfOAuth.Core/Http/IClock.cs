using System;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Http;

/// <summary>Time as a port, so that tests can move it.</summary>
internal interface IClock
{
    /// <summary>The present moment.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>Ends when the time has passed.</summary>
    Task DelayAsync(TimeSpan time, CancellationToken cancellationToken);
}
