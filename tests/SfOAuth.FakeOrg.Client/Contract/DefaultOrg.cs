using System.Collections.Generic;

namespace SfOAuth.FakeOrg;

/// <summary>What a freshly started org holds: two apps and an administrator.</summary>
public static class DefaultOrg
{
    public const string ConfidentialClientId =
        "3MVG9FakeOrgConfidentialjdw1J9LLM82HnFVVX19KY1uA5mu0QqEWhqKpoW3svG3XHrXDiCQjK1mdgAvh";
    public const string ConfidentialClientSecret = "FA4E0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789FA";
    public const string PublicClientId =
        "3MVG9FakeOrgPublic77A9uD4wGqFfsLh5pXUGmKJy1TqEWhqKpoW3svG3XHrXDiCQjK1mdgAvhCscA9GE1";
    public const string Username = "admin@fakeorg.example";
    public const string Password = "Fake0rg!pass";
    public const string SecurityToken = "h4kBq2TpQvXZmJ8nWcRsY6dE";
    public const string Callback = "http://localhost:1717/OauthRedirect";
    public const string WebCallback = "https://www.mysite.com/code_callback.jsp";

    public static IReadOnlyList<string> Scopes { get; } =
    ["api", "refresh_token", "offline_access", "id", "openid", "profile", "web", "full"];
}
