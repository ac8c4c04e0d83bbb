using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using SfOAuth.Compatibility;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>One request to the token endpoint (RFC 6749, section 4.1.3 and 6). Its text shows no secret.</summary>
public sealed class TokenRequest
{
    private const string Mask = "***";

    private static readonly HashSet<string> _secretFields = new(StringComparer.Ordinal)
    {
        ProtocolNames.ClientSecret, ProtocolNames.Code, ProtocolNames.CodeVerifier, ProtocolNames.RefreshToken,
    };

    private readonly List<KeyValuePair<string, string>> _fields = [];
    private readonly ClientSettings _client;
    private readonly bool _basic;

    internal TokenRequest(Grant grant, string grantType, ClientSettings client)
    {
        Grant = grant;
        _client = client;
        _basic = client.ClientSecret is not null && client.Authentication == ClientAuthentication.Basic;
        Add(ProtocolNames.GrantType, grantType);
        // In the body the pair would make Salesforce ignore the header.
        if (!_basic)
            Add(ProtocolNames.ClientId, client.ClientId);
    }

    /// <summary>What is asked for.</summary>
    public Grant Grant { get; }

    /// <summary>The token endpoint's URL.</summary>
    public string Endpoint => _client.LoginUrl.At(ProtocolNames.TokenPath);

    /// <summary>The host that is asked, for messages.</summary>
    internal string Host => _client.LoginUrl.Host;

    /// <summary>Everything in this request that no message may repeat.</summary>
    internal IEnumerable<string> Secrets
        => _fields.Where(field => _secretFields.Contains(field.Key)).Select(field => field.Value)
            .Concat(_client.ClientSecret is null ? [] : [SecureText.Reveal(_client.ClientSecret), BasicCredentials()]);

    /// <summary>The form as it would be sent, its secrets masked.</summary>
    public override string ToString()
        => string.Join("&", AllFields().Select(field => $"{field.Key}={(_secretFields.Contains(field.Key) ? Mask : field.Value)}"))
            + (_basic ? $" (Authorization: Basic {Mask})" : "");

    internal TokenRequest Add(string name, string value)
    {
        _fields.Add(new(name, value));
        return this;
    }

    internal HttpRequestMessage ToHttp()
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new SentTrackingContent(FormFields.Write(AllFields())) };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(_client.ResponseFormat switch
        {
            ResponseFormat.Xml => "application/xml",
            ResponseFormat.UrlEncoded => "application/x-www-form-urlencoded",
            _ => "application/json",
        }));
        if (_basic)
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials());
        HttpPlatform.EnsureSentOnce(message);
        return message;
    }

    private IEnumerable<KeyValuePair<string, string>> AllFields()
    {
        foreach (KeyValuePair<string, string> field in _fields)
            yield return field;
        if (_client.ClientSecret is not null && !_basic)
            yield return new(ProtocolNames.ClientSecret, SecureText.Reveal(_client.ClientSecret));
        yield return new(ProtocolNames.Format, _client.ResponseFormat switch
        {
            ResponseFormat.Xml => "xml",
            ResponseFormat.UrlEncoded => "urlencoded",
            _ => "json",
        });
    }

    // RFC 6749, section 2.3.1: both halves are form-encoded before they are joined.
    private string BasicCredentials()
        => Convert.ToBase64String(Encoding.ASCII.GetBytes(
            Uri.EscapeDataString(_client.ClientId) + ":" + Uri.EscapeDataString(SecureText.Reveal(_client.ClientSecret) ?? "")));
}
