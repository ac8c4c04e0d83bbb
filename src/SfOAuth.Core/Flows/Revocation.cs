using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// Ends a token at the server (RFC 7009). Ending a refresh token ends its access tokens too. Salesforce wants no client
/// authentication here, and a stricter server does, so that it is asked with the app's proof where that is known, and
/// without where it is refused for that. It refuses a token it does not know where the RFC would have it say yes.
/// </summary>
internal static class Revocation
{
    private const string TokenUnknown = "invalid_token";

    /// <param name="client">Where the token came from, and the app's proof if it is known.</param>
    /// <param name="token">An access token or a refresh token.</param>
    /// <param name="hint"><c>access_token</c> or <c>refresh_token</c>; null leaves it to the server to find
    /// out.</param>
    /// <param name="proves">Whether the proof goes along.</param>
    internal static OAuthRequest Prepare(ClientSettings client, string token, string? hint, bool proves)
    {
        OAuthRequest request = (
            proves
                ? OAuthRequest.From(client, RequestKind.Revocation, EndpointPaths.Revoke)
                : OAuthRequest.FromNobody(client, RequestKind.Revocation, EndpointPaths.Revoke)
        ).AddSecret(ProtocolNames.Token, token);
        return hint is null ? request : request.Add(ProtocolNames.TokenTypeHint, hint);
    }

    /// <param name="client">Where the token came from, and the app's proof if it is known.</param>
    /// <param name="token">An access token or a refresh token.</param>
    /// <param name="hint"><c>access_token</c> or <c>refresh_token</c>; null leaves it to the server to find
    /// out.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">For the pauses before it is tried again: to end a token twice does no harm.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <returns>False when the server did not know the token: it is as dead as a revoked one.</returns>
    /// <exception cref="ProtocolException">The server refused; the token may still live.</exception>
    /// <exception cref="TransportException">No usable answer came; the token may still live.</exception>
    internal static async Task<bool> SendAsync(
        ClientSettings client,
        string token,
        string? hint,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        Task<bool> AskAsync(bool proves) =>
            SendAsync(Prepare(client, token, hint, proves), transport, clock, cancellationToken);
        try
        {
            return await AskAsync(CanProve(client)).ConfigureAwait(false);
        }
        catch (ProtocolException exception) when (CanProve(client) && IsAboutClient(exception))
        {
            return await AskAsync(proves: false).ConfigureAwait(false);
        }
    }

    /// <summary>Whether there is more to say of the app than its name.</summary>
    internal static bool CanProve(ClientSettings client) =>
        client.ClientSecret is not null
        || client is { Key: not null, Authentication: ClientAuthentication.PrivateKeyJwt };

    private static bool IsAboutClient(ProtocolException exception) =>
        exception.Status == 401
        || exception.Problem is Problem.ClientIdInvalid or Problem.ClientSecretInvalid or Problem.AssertionInvalid
        || exception.Error is "invalid_request" or "unauthorized_client";

    private static async Task<bool> SendAsync(
        OAuthRequest request,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        OrgResponse answer = await RetryingSender
            .SendAsync(
                () => request.ToHttp(clock.UtcNow),
                request.RetryPolicy,
                request.Secrets,
                transport,
                clock,
                cancellationToken
            )
            .ConfigureAwait(false);
        if (answer.Status == 400 && answer.Body.Contains(TokenUnknown))
            return false;
        // The status is all there is to it, but a proxy's page with status 200 is nobody's yes.
        if (!answer.IsSuccess || (answer.Body.Length > 0 && ResponseParser.IsPage(answer)))
            ResponseParser.Read(answer, request.Kind, request.Secrets);
        return true;
    }
}
