namespace SfOAuth.FakeOrg.Messages;

internal static class Paths
{
    public const string Authorize = "/services/oauth2/authorize";
    public const string Approve = "/setup/secur/RemoteAccessAuthorizationPage";
    public const string Success = "/services/oauth2/success";
    public const string Token = "/services/oauth2/token";
    public const string Revoke = "/services/oauth2/revoke";
    public const string Introspect = "/services/oauth2/introspect";
    public const string UserInfo = "/services/oauth2/userinfo";
    public const string Register = "/services/oauth2/register";
    public const string SingleAccess = "/services/oauth2/singleaccess";
    public const string Frontdoor = "/secur/frontdoor.jsp";
    public const string Keys = "/id/keys";
    public const string Identity = "/id/";
    public const string Discovery = "/.well-known/openid-configuration";
    public const string Rest = "/services/data";
    public const string Bulk = "/services/async";
    public const string Control = "/_control";
}
