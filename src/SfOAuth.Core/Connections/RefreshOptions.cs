using System;
using System.Threading.Tasks;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>What a refresh of a saved connection is told beyond its name.</summary>
internal sealed record RefreshOptions
{
    /// <summary>The saved app settings in, those to be used and saved out; null leaves them alone.</summary>
    internal Func<ClientSettings, ClientSettings>? Client { get; init; }

    /// <summary>Whether a saved token is good enough, so that none need be asked for.</summary>
    internal Func<ConnectionRecord, bool> IsFresh { get; init; } = _ => false;

    /// <summary>Asked with the request that is about to be sent; false ends the refresh with nothing sent.</summary>
    internal Func<OAuthRequest, Task<bool>> Confirm { get; init; } = _ => Task.FromResult(true);

    /// <summary>Whether there is more to save than what another caller's refresh has saved already.</summary>
    internal bool ChangesRecord => Client is not null;

    /// <summary>Asks for a new token only where the saved one is too old.</summary>
    /// <param name="maxAge">Null for the default.</param>
    /// <param name="clock">Time.</param>
    internal static RefreshOptions WhenStale(TimeSpan? maxAge, IClock clock)
    {
        var freshness = new Freshness(maxAge);
        return new RefreshOptions { IsFresh = record => freshness.IsFresh(record, clock.UtcNow) };
    }

    /// <summary>Asks for a new token unless somebody else has saved one in place of this dead one.</summary>
    internal static RefreshOptions InPlaceOf(string deadAccessToken) =>
        new() { IsFresh = record => record.Response.AccessToken != deadAccessToken };
}
