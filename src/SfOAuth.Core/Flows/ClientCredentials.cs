using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// The app's own login for an access token (RFC 6749, section 4.4): it acts as the user the org chose for it.
/// Salesforce takes no scope here.
/// </summary>
internal static class ClientCredentials
{
    /// <param name="client">The app, with its secret or key, on its org's own host.</param>
    /// <exception cref="SfOAuthException">The host is one that no org has to itself, or the client has nothing to prove
    /// itself with.</exception>
    internal static OAuthRequest Prepare(ClientSettings client)
    {
        if (KnownHosts.IsShared(client.LoginUrl.Host))
            throw new SfOAuthException(
                Problem.HostNotSupported,
                $"{client.LoginUrl.Host} does not serve the client credentials flow; only the org's own My Domain "
                    + "host does."
            );
        if (client is { ClientSecret: null, Key: null })
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                "The client credentials flow needs the app's secret or private key: it is all the login there is."
            );
        return OAuthRequest
            .From(client, RequestKind.ClientCredentials)
            .Add(ProtocolNames.GrantType, ProtocolNames.ClientCredentials);
    }
}
