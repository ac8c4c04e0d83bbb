using SfOAuth.Keys;

namespace SfOAuth.Protocol;

/// <summary>
/// Every spelling that OAuth sends and receives, in this one place (RFC 6749, 7636, 7009; Salesforce's additions last).
/// Those of JSON Web Tokens and keys are in <see cref="JoseNames"/>.
/// </summary>
internal static class ProtocolNames
{
    // Requests
    internal const string ResponseType = "response_type";
    internal const string ClientId = "client_id";
    internal const string ClientSecret = "client_secret";
    internal const string RedirectUri = "redirect_uri";
    internal const string Scope = "scope";
    internal const string State = "state";
    internal const string Nonce = "nonce";
    internal const string Prompt = "prompt";
    internal const string Display = "display";
    internal const string LoginHint = "login_hint";
    internal const string CodeChallenge = "code_challenge";
    internal const string CodeChallengeMethod = "code_challenge_method";
    internal const string CodeVerifier = "code_verifier";
    internal const string GrantType = "grant_type";
    internal const string Code = "code";
    internal const string Format = "format";
    internal const string Assertion = "assertion";
    internal const string ClientAssertion = "client_assertion";
    internal const string ClientAssertionType = "client_assertion_type";
    internal const string Username = "username";
    internal const string Password = "password";
    internal const string Token = "token";
    internal const string TokenTypeHint = "token_type_hint";

    // Values
    internal const string S256 = "S256";
    internal const string OpenIdScope = "openid";
    internal const string AuthorizationCode = "authorization_code";
    internal const string ClientCredentials = "client_credentials";
    internal const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    internal const string JwtBearerAssertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    // Answers
    internal const string AccessToken = "access_token";
    internal const string RefreshToken = "refresh_token";
    internal const string TokenType = "token_type";
    internal const string ExpiresIn = "expires_in";
    internal const string IdToken = "id_token";
    internal const string Error = "error";
    internal const string ErrorDescription = "error_description";

    internal const string Active = "active";
    internal const string KeysUri = "jwks_uri";
    internal const string DocumentIssuer = "issuer";

    // Salesforce's own
    internal const string InstanceUrl = "instance_url";
    internal const string Id = "id";
    internal const string IssuedAt = "issued_at";
    internal const string Signature = "signature";
    internal const string SiteUrl = "sfdc_site_url";
    internal const string CommunityUrl = "sfdc_community_url";
    internal const string ApiInstanceUrl = "api_instance_url";

    // Whose token it is: Salesforce's spellings and OpenID Connect's
    internal const string UserId = "user_id";
    internal const string OrganizationId = "organization_id";
    internal const string PreferredUsername = "preferred_username";
    internal const string DisplayName = "display_name";
    internal const string Name = "name";
    internal const string NickName = "nick_name";
    internal const string Nickname = "nickname";
    internal const string FirstName = "first_name";
    internal const string GivenName = "given_name";
    internal const string LastName = "last_name";
    internal const string FamilyName = "family_name";
    internal const string Email = "email";
    internal const string UserType = "user_type";
    internal const string Language = "language";
    internal const string Locale = "locale";
    internal const string UtcOffset = "utcOffset";
    internal const string Urls = "urls";
    internal const string Photos = "photos";
}
