using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// Trades an access token for a URL that signs a browser in, once and soon (Salesforce Help, "Generate a Frontdoor URL
/// to Bridge into UI Sessions"). It is a secret like the token. Refusals are bare words under 403, as at the identity
/// URL.
/// </summary>
internal static class SingleAccess
{
    private const string FrontdoorUri = "frontdoor_uri";

    /// <param name="token">With the scope <c>web</c> or <c>full</c>.</param>
    /// <param name="path">Where the session begins; null for the org's first page.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <exception cref="ProtocolException">The token is dead, or lacks the scope, or its user may use the API
    /// only.</exception>
    /// <exception cref="TransportException">No usable answer came, or it leads to a foreign host.</exception>
    internal static async Task<string> SendAsync(
        Token token,
        string? path,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        string secret = token.GetAccessToken();
        var url = new Uri(token.Resolve(EndpointPaths.SingleAccess));
        List<KeyValuePair<string, string>> form = [new(ProtocolNames.AccessToken, secret)];
        if (path is not null)
            form.Add(new(ProtocolNames.RedirectUri, path));
        OrgResponse answer = await RetryingSender
            .SendAsync(
                () => Create(url, Form.Write(form)),
                RetryPolicy.Safe,
                [secret],
                transport,
                clock,
                cancellationToken
            )
            .ConfigureAwait(false);
        if (answer.Status is 401 or 403)
        {
            throw new ProtocolException(
                RequestKind.SingleAccess,
                BareRefusal.WordOf(answer) ?? "Unauthorized",
                description: null,
                answer.Status,
                answer.Host
            );
        }

        return Read(answer, token, secret);
    }

    private static HttpRequestMessage Create(Uri url, string form)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(form));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return message;
    }

    private static string Read(OrgResponse answer, Token token, string secret)
    {
        Dictionary<string, string> fields = ResponseParser.Read(answer, RequestKind.SingleAccess, [secret]);
        if (
            !fields.TryGetValue(FrontdoorUri, out string? given)
            || !Uri.TryCreate(given, UriKind.Absolute, out Uri? door)
        )
        {
            throw new TransportException(
                Problem.AnswerIncomplete,
                answer.Describe() + ", and names no URL to open.",
                mayHaveBeenProcessed: true
            );
        }

        // A browser that is led elsewhere would show the user a page of a stranger's.
        return new TokenHosts(LoginUrl.FromSaved(token.LoginUrl), token.InstanceUrl).Include(door)
            ? door.AbsoluteUri
            : throw new TransportException(
                Problem.RedirectRefused,
                $"{answer.Host} names a page of '{door.Authority}', which is none of its own hosts.",
                mayHaveBeenProcessed: true
            );
    }
}
