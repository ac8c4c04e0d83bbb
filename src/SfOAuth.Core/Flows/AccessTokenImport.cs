using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>A bare access token as a login: the org says whose it is, and that it is alive.</summary>
internal static class AccessTokenImport
{
    /// <param name="token">From elsewhere.</param>
    /// <param name="org">The host that it is of.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <returns>As the token endpoint would have answered, without a refresh token.</returns>
    /// <exception cref="Errors.ProtocolException">The token is dead.</exception>
    /// <exception cref="Errors.TransportException">No usable answer came.</exception>
    internal static async Task<TokenResponse> RunAsync(
        string token,
        LoginUrl org,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        Identity identity = await IdentityQuery
            .SendAsync(token, org, id: null, org.Value, transport, clock, cancellationToken)
            .ConfigureAwait(false);
        Dictionary<string, string> fields = new(StringComparer.Ordinal)
        {
            [ProtocolNames.AccessToken] = token,
            [ProtocolNames.InstanceUrl] = org.Value,
        };
        if (identity.Id is string id)
            fields[ProtocolNames.Id] = id;
        return TokenResponse.From(fields, org.Host);
    }
}
