using System;
using System.Net;
using System.Text;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>A client's id and secret in an <c>Authorization: Basic</c> header.</summary>
internal sealed record BasicCredentials(string ClientId, string ClientSecret)
{
    private const string Scheme = "Basic ";

    /// <returns>Null without such a header.</returns>
    public static BasicCredentials? Read(OrgRequest request)
    {
        string? header = request.Header("Authorization");
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        try
        {
            string pair = Encoding.UTF8.GetString(Convert.FromBase64String(header[Scheme.Length..].Trim()));
            int colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                throw Refusals.BadBasicHeader.Raise();
            return new BasicCredentials(pair[..colon], pair[(colon + 1)..]);
        }
        catch (FormatException)
        {
            throw Refusals.BadBasicHeader.Raise();
        }
    }

    /// <summary>
    /// RFC 6749 2.3.1 form-encodes both parts before the base64; the same parts without the decoding.
    /// </summary>
    public BasicCredentials FormDecoded() => new(WebUtility.UrlDecode(ClientId), WebUtility.UrlDecode(ClientSecret));
}
