using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Flows;

/// <summary>
/// Asks whose token it is: the identity URL that came with it, and where that may not or does not answer, userinfo
/// (OpenID Connect Core, section 5.3). A dead token is refused with 403 and a bare text, not with 401 as elsewhere.
/// </summary>
internal static class IdentityQuery
{
    private const int LongestWay = 3;
    private const string TokenDead = "Bad_OAuth_Token";

    /// <summary>The same for a token object.</summary>
    internal static Task<Identity> SendAsync(
        Token token,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            token.GetAccessToken(),
            LoginUrl.FromSaved(token.LoginUrl),
            token.Id,
            token.InstanceUrl,
            transport,
            clock,
            cancellationToken
        );

    /// <param name="token">Shown to hosts of its own org, and to no other.</param>
    /// <param name="login">Where it came from.</param>
    /// <param name="id">The identity URL; null when it is not known. One on a foreign host is not asked.</param>
    /// <param name="instanceUrl">Null when it is not known.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <exception cref="ProtocolException">The token is dead, or lacks the scope.</exception>
    /// <exception cref="TransportException">No usable answer came, or it leads to a foreign host.</exception>
    internal static async Task<Identity> SendAsync(
        string token,
        LoginUrl login,
        string? id,
        string? instanceUrl,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        var hosts = new TokenHosts(login, instanceUrl);
        Task<OrgResponse> Ask(Uri url) => FollowAsync(url, token, hosts, transport, clock, cancellationToken);
        if (Uri.TryCreate(id, UriKind.Absolute, out Uri? identityUrl) && hosts.Include(identityUrl))
        {
            OrgResponse answer = await Ask(identityUrl).ConfigureAwait(false);
            // A refusal that is not about the token's life may be about the scope 'id', and userinfo takes others.
            if (WordOf(answer) is null or TokenDead)
                return Read(answer, IdentitySource.IdentityUrl, token);
        }

        return Read(
            await Ask(new Uri(login.At(EndpointPaths.UserInfo))).ConfigureAwait(false),
            IdentitySource.UserInfo,
            token
        );
    }

    /// <summary>Salesforce's front doors send on to the instance.</summary>
    private static async Task<OrgResponse> FollowAsync(
        Uri url,
        string token,
        TokenHosts hosts,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        for (int step = 0; ; step++)
        {
            OrgResponse answer = await RetryingSender
                .SendAsync(() => Create(url, token), RetryPolicy.Safe, [token], transport, clock, cancellationToken)
                .ConfigureAwait(false);
            if (!answer.IsRedirect || answer.Location is null || step == LongestWay)
                return answer;
            url = new Uri(url, answer.Location);
            if (!hosts.Include(url))
                throw new TransportException(
                    Problem.RedirectRefused,
                    $"{answer.Host} sends the token on to '{Scrubber.Scrub(url.Authority, [token])}', which is none "
                        + "of its own hosts.",
                    mayHaveBeenProcessed: false
                );
        }
    }

    private static HttpRequestMessage Create(Uri url, string token)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url);
        message.Headers.Authorization = BearerHeader.Create(token);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return message;
    }

    private static Identity Read(OrgResponse answer, IdentitySource source, string token)
    {
        string? word = answer.Status == 401 ? "Unauthorized" : WordOf(answer);
        if (word is not null)
            throw new ProtocolException(RequestKind.Identity, word, description: null, answer.Status, answer.Host);
        var identity = IdentityReader.Read(ResponseParser.Read(answer, RequestKind.Identity, [token]), source);
        return identity.UserId is not null
            ? identity
            : throw new TransportException(
                Problem.AnswerIncomplete,
                answer.Describe() + ", and names no user.",
                mayHaveBeenProcessed: true
            );
    }

    /// <summary>
    /// The bare text a refusal consists of, whatever type it is said to be of; null when there is none.
    /// </summary>
    private static string? WordOf(OrgResponse answer) => answer.Status == 403 ? BareRefusal.WordOf(answer) : null;
}
