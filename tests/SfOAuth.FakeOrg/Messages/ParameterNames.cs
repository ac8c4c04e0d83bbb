namespace SfOAuth.FakeOrg.Messages;

/// <summary>Protocol spellings of requests.</summary>
internal static class ParameterNames
{
    public const string Assertion = "assertion";
    public const string ClientAssertion = "client_assertion";
    public const string ClientAssertionType = "client_assertion_type";
    public const string ClientId = "client_id";
    public const string ClientSecret = "client_secret";
    public const string Code = "code";
    public const string CodeChallenge = "code_challenge";
    public const string CodeChallengeMethod = "code_challenge_method";
    public const string CodeVerifier = "code_verifier";
    public const string Display = "display";
    public const string Format = "format";
    public const string GrantType = "grant_type";
    public const string Immediate = "immediate";
    public const string LoginHint = "login_hint";
    public const string Nonce = "nonce";
    public const string Password = "password";
    public const string Prompt = "prompt";
    public const string RedirectUri = "redirect_uri";
    public const string RefreshToken = "refresh_token";
    public const string ResponseType = "response_type";
    public const string Scope = "scope";
    public const string State = "state";
    public const string Token = "token";
    public const string TokenTypeHint = "token_type_hint";
    public const string Username = "username";
}
