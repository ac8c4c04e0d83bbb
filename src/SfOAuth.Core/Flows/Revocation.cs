using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// Ends a token at the server (RFC 7009). Ending a refresh token ends its access tokens too. Salesforce wants no client
/// authentication here, and refuses a token it does not know where the RFC would have it say yes.
/// </summary>
internal static class Revocation
{
    private const string TokenUnknown = "invalid_token";

    /// <param name="login">Where the token came from.</param>
    /// <param name="token">An access token or a refresh token.</param>
    /// <param name="hint"><c>access_token</c> or <c>refresh_token</c>; null leaves it to the server to find out.</param>
    internal static OAuthRequest Prepare(LoginUrl login, string token, string? hint)
    {
        OAuthRequest request = OAuthRequest.FromNobody(new ClientSettings { LoginUrl = login, ClientId = "" }, RequestKind.Revocation, EndpointPaths.Revoke)
            .AddSecret(ProtocolNames.Token, token);
        return hint is null ? request : request.Add(ProtocolNames.TokenTypeHint, hint);
    }

    /// <param name="login">Where the token came from.</param>
    /// <param name="token">An access token or a refresh token.</param>
    /// <param name="hint"><c>access_token</c> or <c>refresh_token</c>; null leaves it to the server to find out.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">For the pauses before it is tried again: to end a token twice does no harm.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <returns>False when the server did not know the token: it is as dead as a revoked one.</returns>
    /// <exception cref="ProtocolException">The server refused; the token may still live.</exception>
    /// <exception cref="TransportException">No usable answer came; the token may still live.</exception>
    internal static async Task<bool> SendAsync(
        LoginUrl login, string token, string? hint, Transport transport, IClock clock, CancellationToken cancellationToken)
    {
        OAuthRequest request = Prepare(login, token, hint);
        OrgResponse answer = await RetryingSender.SendAsync(
            () => request.ToHttp(clock.UtcNow), request.Replay, request.Secrets, transport, clock, cancellationToken).ConfigureAwait(false);
        if (answer.Status == 400 && answer.Body.Contains(TokenUnknown))
            return false;
        // The status is all there is to it, but a proxy's page with status 200 is nobody's yes.
        if (!answer.IsSuccess || (answer.Body.Length > 0 && ResponseParser.IsPage(answer)))
            ResponseParser.Read(answer, request.Grant, request.Secrets);
        return true;
    }
}
