using System;
using System.Threading.Tasks;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>What a refresh of a saved connection is told beyond its name.</summary>
public sealed class RefreshOptions
{
    /// <summary>The saved app settings in, those to be used and saved out; null leaves them alone.</summary>
    public Func<ClientSettings, ClientSettings>? Client { get; init; }

    /// <summary>Whether a saved token is good enough, so that none need be asked for.</summary>
    public Func<ConnectionRecord, bool> IsFresh { get; init; } = _ => false;

    /// <summary>Asked with the request that is about to be sent; false ends the refresh with nothing sent.</summary>
    public Func<OAuthRequest, Task<bool>> Confirm { get; init; } = _ => Task.FromResult(true);

    /// <summary>Whether there is more to save than what another caller's refresh has saved already.</summary>
    internal bool ChangesRecord => Client is not null;
}
