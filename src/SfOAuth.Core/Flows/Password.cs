using SfOAuth.Errors;
using SfOAuth.Protocol;

namespace SfOAuth.Flows;

/// <summary>
/// User name and password for an access token (RFC 6749, section 4.3). RFC 9700 forbids it, and Salesforce ends it on
/// 2027-02-20.
/// </summary>
internal static class Password
{
    /// <param name="client">The app.</param>
    /// <param name="username">The user.</param>
    /// <param name="password">With the security token behind it, where the org asks for one.</param>
    internal static OAuthRequest Prepare(ClientSettings client, string username, string password) =>
        OAuthRequest
            .From(client, RequestKind.Password)
            .Add(ProtocolNames.GrantType, ProtocolNames.Password)
            .Add(ProtocolNames.Username, username)
            .AddSecret(ProtocolNames.Password, password);
}
