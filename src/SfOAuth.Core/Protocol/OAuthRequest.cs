using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>
/// One form for one of the org's OAuth endpoints (RFC 6749, section 4.1.3 and 6). Its text shows no secret.
/// </summary>
internal sealed class OAuthRequest
{
    private readonly List<RequestField> _fields = [];
    private readonly ClientSettings _client;
    private readonly ClientProof? _proof;
    private List<(RequestField Field, string Value)> _sent = [];

    private OAuthRequest(RequestKind kind, ClientSettings client, string path, bool authenticated)
    {
        Kind = kind;
        _client = client;
        Endpoint = client.LoginUrl.At(path);
        _proof = authenticated ? new ClientProof(client) : null;
    }

    /// <summary>What is asked for.</summary>
    internal RequestKind Kind { get; }

    /// <summary>The URL it goes to.</summary>
    internal string Endpoint { get; }

    /// <summary>The host that is asked, for messages.</summary>
    internal string Host => _client.LoginUrl.Host;

    /// <summary>
    /// A code and a refresh token are spent by the first sending; for the rest a second does no harm.
    /// </summary>
    internal RetryPolicy RetryPolicy =>
        Kind is RequestKind.AuthorizationCode or RequestKind.RefreshToken ? RetryPolicy.Never : RetryPolicy.Safe;

    /// <summary>Everything in this request, as it was last sent, that no message may repeat.</summary>
    internal IEnumerable<string> Secrets
    {
        get
        {
            foreach ((RequestField field, string value) in _sent)
            {
                if (field.IsSecret)
                    yield return value;
            }

            foreach (string secret in _proof?.Secrets ?? [])
                yield return secret;
        }
    }

    /// <summary>The form as it would be sent, its secrets masked.</summary>
    public override string ToString() =>
        string.Join(
            "&",
            AllFields().Select(field => $"{field.Name}={(field.IsSecret ? Scrubber.Mask : field.ValueAt(default))}")
        ) + _proof?.MaskedHeader(Scrubber.Mask);

    /// <summary>A request to the token endpoint, or another, in which the client proves itself.</summary>
    internal static OAuthRequest From(ClientSettings client, RequestKind kind, string path = EndpointPaths.Token) =>
        new(kind, client, path, authenticated: true);

    /// <summary>A request whose own content is all the proof there is.</summary>
    internal static OAuthRequest FromNobody(
        ClientSettings client,
        RequestKind kind,
        string path = EndpointPaths.Token
    ) => new(kind, client, path, authenticated: false);

    internal OAuthRequest Add(string name, string value) => Add(RequestField.Plain(name, value));

    internal OAuthRequest AddSecret(string name, string value) => Add(RequestField.Secret(name, value));

    internal OAuthRequest AddSigned(string name, Func<DateTimeOffset, string> sign) =>
        Add(RequestField.Signed(name, sign));

    internal HttpRequestMessage ToHttp(DateTimeOffset now)
    {
        _sent = [.. AllFields().Select(field => (field, field.ValueAt(now)))];
        string form = Form.Write(_sent.Select(sent => new KeyValuePair<string, string>(sent.Field.Name, sent.Value)));
        var message = new HttpRequestMessage(HttpMethod.Post, Endpoint)
        {
            Content = TrackedContent.OfForm(form, awaited: RetryPolicy == RetryPolicy.Never),
        };
        message.Headers.Accept.Add(
            new MediaTypeWithQualityHeaderValue(
                _client.ResponseFormat switch
                {
                    ResponseFormat.Xml => "application/xml",
                    ResponseFormat.UrlEncoded => "application/x-www-form-urlencoded",
                    _ => "application/json",
                }
            )
        );
        message.Headers.Authorization = _proof?.Header;
        HttpPlatform.EnsureSentOnce(message);
        return message;
    }

    private OAuthRequest Add(RequestField field)
    {
        _fields.Add(field);
        return this;
    }

    private IEnumerable<RequestField> AllFields()
    {
        foreach (RequestField field in _fields.Concat(_proof?.Fields() ?? []))
            yield return field;
        yield return RequestField.Plain(
            ProtocolNames.Format,
            _client.ResponseFormat switch
            {
                ResponseFormat.Xml => "xml",
                ResponseFormat.UrlEncoded => "urlencoded",
                _ => "json",
            }
        );
    }
}
