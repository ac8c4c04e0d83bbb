using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// Asks the server what it knows of a token (RFC 7662): the only way to see when an opaque one ends. Only an app that
/// proves itself may ask, and of its own tokens.
/// </summary>
internal static class Introspection
{
    /// <summary>Whether this app can prove itself.</summary>
    internal static bool CanIntrospect(ClientSettings client) =>
        client.ClientSecret is not null || client.Key is not null;

    /// <param name="client">The app, its key loaded if that is its proof.</param>
    /// <param name="token">An access token or a refresh token.</param>
    /// <param name="hint"><c>access_token</c> or <c>refresh_token</c>.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <exception cref="SfOAuthException">The app has nothing to prove itself with; nothing was sent.</exception>
    /// <exception cref="ProtocolException">The server refused.</exception>
    /// <exception cref="TransportException">No usable answer came.</exception>
    internal static async Task<TokenInfo> SendAsync(
        ClientSettings client,
        string token,
        string hint,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        if (!CanIntrospect(client))
            throw new SfOAuthException(
                Problem.ClientProofMissing,
                "Salesforce introspects a token only for an app that proves itself, and this one has neither a "
                    + "secret nor a key."
            );
        OAuthRequest request = OAuthRequest
            .From(WithProof(client), RequestKind.Introspection, EndpointPaths.Introspect)
            .AddSecret(ProtocolNames.Token, token)
            .Add(ProtocolNames.TokenTypeHint, hint);
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
        Dictionary<string, string> fields = ResponseParser.Read(answer, request.Kind, request.Secrets);
        return fields.ContainsKey(ProtocolNames.Active)
            ? TokenInfoReader.Read(fields)
            : throw new TransportException(
                Problem.AnswerIncomplete,
                $"The answer of {request.Host} does not say whether the token is active.",
                mayHaveBeenProcessed: true
            );
    }

    // An app that signs its JWT logins has a key and no secret: the same key is its proof here.
    private static ClientSettings WithProof(ClientSettings client) =>
        client.ClientSecret is null ? client with { Authentication = ClientAuthentication.PrivateKeyJwt } : client;
}
