using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Formats;
using SfOAuth.Http;
using SfOAuth.Keys;
using SfOAuth.Protocol;

namespace SfOAuth.SignIn;

/// <summary>
/// Asks the token endpoint for what it can't give: with a made-up code, a made-up refresh token, an assertion that
/// nobody signed, and for the app itself without its proof. Each names no user, and so is nobody's login attempt. Of
/// interest is only why it is refused.
/// </summary>
internal sealed class FlowProbe(Transport transport, IClock clock)
{
    // Long past, so that no server takes the assertion whatever else it makes of it.
    private const string LongPast = "1000000000";

    internal Task<SfOAuthException> ExchangeCodeAsync(
        ClientSettings client,
        string redirectUri,
        CancellationToken cancellationToken
    ) => SendAsync(CodeExchange.Prepare(client, MadeUp(), redirectUri, Pkce.CreateVerifier()), cancellationToken);

    internal Task<SfOAuthException> RefreshAsync(ClientSettings client, CancellationToken cancellationToken) =>
        SendAsync(Refresh.Prepare(client, MadeUp()), cancellationToken);

    internal Task<SfOAuthException> AssertAsync(
        ClientSettings client,
        string audience,
        CancellationToken cancellationToken
    )
    {
        string header = Json.Write(new Dictionary<string, string> { ["alg"] = JwtAssertion.Algorithm });
        string claims = Json.Write(
            new Dictionary<string, string>
            {
                [JoseNames.Issuer] = client.ClientId,
                [JoseNames.Audience] = audience,
                [JoseNames.Expiry] = LongPast,
            },
            JoseNames.Expiry
        );
        string assertion = string.Join(".", Encode(header), Encode(claims), MadeUp());
        OAuthRequest request = OAuthRequest
            .FromNobody(client, RequestKind.JwtBearer)
            .Add(ProtocolNames.GrantType, ProtocolNames.JwtBearer)
            .AddSecret(ProtocolNames.Assertion, assertion);
        return SendAsync(request, cancellationToken);
    }

    internal Task<SfOAuthException> AskForAppAsync(ClientSettings client, CancellationToken cancellationToken)
    {
        OAuthRequest request = OAuthRequest
            .From(WithoutProof(client), RequestKind.ClientCredentials)
            .Add(ProtocolNames.GrantType, ProtocolNames.ClientCredentials);
        return SendAsync(request, cancellationToken);
    }

    /// <summary>The app as somebody knows it who has its name alone.</summary>
    internal static ClientSettings WithoutProof(ClientSettings client) =>
        client with
        {
            ClientSecret = null,
            Key = null,
            Authentication = ClientAuthentication.Body,
        };

    private async Task<SfOAuthException> SendAsync(OAuthRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await TokenEndpoint.SendAsync(request, transport, clock, cancellationToken).ConfigureAwait(false);
            return new TransportException(
                Problem.AnswerIncomplete,
                $"{request.Host} answered a made-up request with a token.",
                mayHaveBeenProcessed: true
            );
        }
        catch (SfOAuthException exception)
        {
            return exception;
        }
    }

    private static string MadeUp() => "SfOAuth-" + RandomText.Create(byteCount: 32);

    private static string Encode(string json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json));
}
