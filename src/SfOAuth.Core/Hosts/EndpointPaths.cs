namespace SfOAuth.Hosts;

/// <summary>
/// Where below a login URL each endpoint is (Salesforce Help, "OAuth Endpoints"; OpenID Connect Discovery, section 4).
/// </summary>
internal static class EndpointPaths
{
    internal const string Authorize = "/services/oauth2/authorize";
    internal const string Token = "/services/oauth2/token";
    internal const string Success = "/services/oauth2/success";
    internal const string Revoke = "/services/oauth2/revoke";
    internal const string Introspect = "/services/oauth2/introspect";
    internal const string UserInfo = "/services/oauth2/userinfo";
    internal const string SingleAccess = "/services/oauth2/singleaccess";
    internal const string Discovery = "/.well-known/openid-configuration";
}
