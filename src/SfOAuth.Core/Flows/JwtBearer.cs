using System;
using SfOAuth.Errors;
using SfOAuth.Keys;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// A signed assertion for an access token (RFC 7523, section 2.1). It never brings a refresh token; the next assertion
/// takes its place.
/// </summary>
internal static class JwtBearer
{
    /// <param name="client">The app, with its private key.</param>
    /// <param name="username">Whose token it is to be.</param>
    /// <param name="audience">The server as it calls itself, such as <c>https://login.salesforce.com</c>.</param>
    /// <exception cref="ArgumentException">The client has no key.</exception>
    internal static OAuthRequest Prepare(ClientSettings client, string username, string audience)
    {
        if (client.Key is null)
            throw new ArgumentException("The JWT bearer flow needs a private key.", nameof(client));
        return OAuthRequest
            .FromNobody(client, RequestKind.JwtBearer)
            .Add(ProtocolNames.GrantType, ProtocolNames.JwtBearer)
            .AddSigned(
                ProtocolNames.Assertion,
                now => JwtAssertion.Create(client.Key, client.ClientId, username, audience, now, jwtId: null)
            );
    }
}
