using System;
using System.Collections.Generic;
using System.Net.Http.Headers;
using System.Text;
using SfOAuth.Hosts;
using SfOAuth.Keys;

namespace SfOAuth.Protocol;

/// <summary>
/// What a request says of the client that makes it (RFC 6749, section 2.3.1; RFC 7523, section 2.2): fields of the
/// form, or a header. An assertion is signed when the request is about to leave, for it lives three minutes and
/// questions can take longer.
/// </summary>
internal sealed class ClientProof(ClientSettings client)
{
    private const string Basic = "Basic";

    private bool UsesHeader => client is { ClientSecret: not null, Authentication: ClientAuthentication.Basic };

    private bool UsesKey => client is { Key: not null, Authentication: ClientAuthentication.PrivateKeyJwt };

    internal IEnumerable<string> Secrets
    {
        get
        {
            foreach (string secret in client.Key?.Secrets ?? [])
                yield return secret;
            if (client.ClientSecret is null)
                yield break;
            yield return client.ClientSecret;
            yield return Credentials();
        }
    }

    internal AuthenticationHeaderValue? Header =>
        UsesHeader ? new AuthenticationHeaderValue(Basic, Credentials()) : null;

    /// <summary>The header as it may be shown; empty when there is none.</summary>
    internal string MaskedHeader(string mask) => UsesHeader ? $" (Authorization: {Basic} {mask})" : "";

    internal IEnumerable<RequestField> Fields()
    {
        // In the body the pair would make Salesforce ignore the header.
        if (UsesHeader)
            yield break;
        yield return RequestField.Plain(ProtocolNames.ClientId, client.ClientId);
        if (UsesKey)
        {
            yield return RequestField.Plain(ProtocolNames.ClientAssertionType, ProtocolNames.JwtBearerAssertion);
            yield return RequestField.Signed(ProtocolNames.ClientAssertion, Assertion);
        }
        else if (client.ClientSecret is not null)
        {
            yield return RequestField.Secret(ProtocolNames.ClientSecret, client.ClientSecret);
        }
    }

    // Its audience is the token endpoint, whichever endpoint it goes to (RFC 7523, section 3).
    private string Assertion(DateTimeOffset now) =>
        JwtAssertion.Create(
            client.Key!,
            client.ClientId,
            client.ClientId,
            client.LoginUrl.At(EndpointPaths.Token),
            now,
            RandomText.Create(byteCount: 16)
        );

    // RFC 6749, section 2.3.1: both halves are form-encoded before they are joined.
    private string Credentials() =>
        Convert.ToBase64String(
            Encoding.ASCII.GetBytes(
                Uri.EscapeDataString(client.ClientId) + ":" + Uri.EscapeDataString(client.ClientSecret ?? "")
            )
        );
}
