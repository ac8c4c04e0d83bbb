using System;

namespace SfOAuth.FakeOrg.Messages;

internal static class GrantTypes
{
    public const string AuthorizationCode = "authorization_code";
    public const string RefreshToken = "refresh_token";
    public const string ClientCredentials = "client_credentials";
    public const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    public const string Password = "password";

    /// <summary>No grant: how a test names the browser's leg where a grant is expected.</summary>
    public const string Authorize = "authorize";

    // No grants either: the endpoints that can be told to refuse by these names.
    public const string Revoke = "revoke";
    public const string Introspect = "introspect";
    public const string Identity = "identity";
    public const string UserInfo = "userinfo";

    /// <summary>Whether the token endpoint would be asked for it.</summary>
    public static bool IsGrant(string name) => name is not (Authorize or Revoke or Introspect or Identity or UserInfo);

    /// <summary>A test may write <c>jwt-bearer</c> for the whole URN.</summary>
    public static bool Matches(string wanted, string? grant) =>
        grant is not null && (grant == wanted || grant.EndsWith(":" + wanted, StringComparison.Ordinal));
}
