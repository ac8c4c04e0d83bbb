using SfOAuth.Errors;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// Authorization code for tokens (RFC 6749, section 4.1.3; RFC 7636, section 4.5). A code works once, so its request is
/// never repeated.
/// </summary>
internal static class CodeExchange
{
    /// <param name="client">The app the code was asked for with.</param>
    /// <param name="code">As the server made it, not escaped.</param>
    /// <param name="redirectUri">To the letter the one of the authorize URL.</param>
    /// <param name="codeVerifier">Null when the authorize URL had no challenge.</param>
    internal static OAuthRequest Prepare(ClientSettings client, string code, string redirectUri, string? codeVerifier)
    {
        OAuthRequest request = OAuthRequest
            .From(client, RequestKind.AuthorizationCode)
            .Add(ProtocolNames.GrantType, ProtocolNames.AuthorizationCode)
            .AddSecret(ProtocolNames.Code, code)
            .Add(ProtocolNames.RedirectUri, redirectUri);
        return codeVerifier is null ? request : request.AddSecret(ProtocolNames.CodeVerifier, codeVerifier);
    }
}
