using SfOAuth.Flows;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>
/// What a login rests on (RFC 6749, section 1.3): a person's sign-in, which lives on in a refresh token; or something
/// that can be shown to the server again and again, and then there is no refresh token.
/// </summary>
internal sealed record AuthorizationGrant
{
    /// <summary>A sign-in in the browser.</summary>
    internal static readonly AuthorizationGrant Code = new() { Type = ProtocolNames.AuthorizationCode };

    /// <summary>A refresh token that came from elsewhere.</summary>
    internal static readonly AuthorizationGrant RefreshToken = new() { Type = ProtocolNames.RefreshToken };

    /// <summary>An access token that came from elsewhere. Nothing renews it.</summary>
    internal static readonly AuthorizationGrant AccessToken = new() { Type = ProtocolNames.AccessToken };

    /// <summary>The app's own credentials.</summary>
    internal static readonly AuthorizationGrant ClientCredentials = new() { Type = ProtocolNames.ClientCredentials };

    /// <summary>By its protocol name.</summary>
    internal required string Type { get; init; }

    /// <summary>Whose login it is; null where the server decides.</summary>
    internal string? Username { get; init; }

    /// <summary>Of a JWT; null otherwise.</summary>
    internal string? Audience { get; init; }

    /// <summary>Of the password flow, the security token behind it; null otherwise.</summary>
    internal string? Password { get; init; }

    /// <summary>
    /// Whether the login ends with its access token, so that its age is no reason to look for another.
    /// </summary>
    internal bool EndsWithToken => Type == ProtocolNames.AccessToken;

    /// <summary>A user for whom the app signs.</summary>
    internal static AuthorizationGrant Jwt(string username, string audience) =>
        new()
        {
            Type = ProtocolNames.JwtBearer,
            Username = username,
            Audience = audience,
        };

    /// <summary>A user whose password is known.</summary>
    internal static AuthorizationGrant ForPassword(string username, string password) =>
        new()
        {
            Type = ProtocolNames.Password,
            Username = username,
            Password = password,
        };

    /// <summary>The request that shows this grant to the server again.</summary>
    /// <returns>Null where only a refresh token can renew the login.</returns>
    /// <exception cref="Errors.SfOAuthException">The client can't be used with this grant.</exception>
    internal OAuthRequest? Prepare(ClientSettings client) =>
        Type switch
        {
            ProtocolNames.ClientCredentials => Flows.ClientCredentials.Prepare(client),
            ProtocolNames.JwtBearer when Username is not null && Audience is not null => JwtBearer.Prepare(
                client,
                Username,
                Audience
            ),
            ProtocolNames.Password when Username is not null && Password is not null => Flows.Password.Prepare(
                client,
                Username,
                Password
            ),
            _ => null,
        };
}
