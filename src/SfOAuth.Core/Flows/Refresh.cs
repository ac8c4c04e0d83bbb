using SfOAuth.Errors;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// A refresh token for a new access token (RFC 6749, section 6). Under rotation the answer brings a new refresh token
/// and the old one is dead; sending the old one again revokes the login, so this request is never repeated either.
/// </summary>
internal static class Refresh
{
    /// <param name="client">The app the refresh token was issued to.</param>
    /// <param name="refreshToken">The newest one there is.</param>
    internal static OAuthRequest Prepare(ClientSettings client, string refreshToken) =>
        OAuthRequest
            .From(client, RequestKind.RefreshToken)
            .Add(ProtocolNames.GrantType, ProtocolNames.RefreshToken)
            .AddSecret(ProtocolNames.RefreshToken, refreshToken);
}
