using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Keys;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// What an org says of itself as an issuer of id tokens (OpenID Connect Discovery, section 4), and the keys it signs
/// them with.
/// </summary>
internal sealed class Discovery
{
    private Discovery(string issuer, JsonWebKeySet keys)
    {
        Issuer = issuer;
        Keys = keys;
    }

    /// <summary>The value of <c>iss</c> in the id tokens of this host.</summary>
    internal string Issuer { get; }

    internal JsonWebKeySet Keys { get; }

    /// <exception cref="SfOAuthException">The host's documents are not those of an issuer, or point to another
    /// host.</exception>
    /// <exception cref="TransportException">No usable answer came.</exception>
    internal static async Task<Discovery> SendAsync(
        LoginUrl login,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        var url = new Uri(login.At(EndpointPaths.Discovery));
        OrgResponse answer = await GetAsync(url, transport, clock, cancellationToken).ConfigureAwait(false);
        if (!IsDocument(answer) && login.VisualforceSite is string beside)
        {
            OrgResponse another = await GetAsync(
                    new Uri(beside + EndpointPaths.Discovery),
                    transport,
                    clock,
                    cancellationToken
                )
                .ConfigureAwait(false);
            answer = IsDocument(another) ? another : answer;
        }

        Dictionary<string, string> document = ResponseParser.Read(answer, RequestKind.Discovery, secrets: []);
        if (
            !document.TryGetValue(ProtocolNames.DocumentIssuer, out string? issuer)
            || !document.TryGetValue(ProtocolNames.KeysUri, out string? keysUrl)
        )
            throw new SfOAuthException(
                Problem.IdTokenInvalid,
                $"The discovery document of {login.Host} names no issuer or no keys."
            );
        // Keys from elsewhere would let that host sign for this one.
        if (
            !Uri.TryCreate(keysUrl, UriKind.Absolute, out Uri? keys)
            || keys.Authority != url.Authority
            || keys.Scheme != url.Scheme
        )
            throw new SfOAuthException(
                Problem.IdTokenInvalid,
                $"The discovery document of {login.Host} points to keys on another host."
            );
        return new Discovery(
            issuer,
            ReadKeys(await GetAsync(keys, transport, clock, cancellationToken).ConfigureAwait(false))
        );
    }

    // A site of Lightning Web Runtime has a page of its own for whatever is asked below it.
    private static bool IsDocument(OrgResponse answer) => answer.IsSuccess && !ResponseParser.IsPage(answer);

    private static Task<OrgResponse> GetAsync(
        Uri url,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    ) =>
        RetryingSender.SendAsync(() => Create(url), RetryPolicy.Safe, secrets: [], transport, clock, cancellationToken);

    private static HttpRequestMessage Create(Uri url)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return message;
    }

    private static JsonWebKeySet ReadKeys(OrgResponse answer)
    {
        ResponseParser.Read(answer, RequestKind.Discovery, secrets: []);
        try
        {
            return JsonWebKeySet.Parse(answer.Body);
        }
        catch (FormatException)
        {
            throw new SfOAuthException(Problem.IdTokenInvalid, $"The keys of {answer.Host} cannot be read.");
        }
    }
}
