namespace SfOAuth.FakeOrg.Messages;

/// <summary>
/// Salesforce's codes and texts. Those after "Unconfirmed" are plausible, not seen: nobody has published them.
/// </summary>
internal static class Refusals
{
    public static readonly Refusal UnknownClient = new("invalid_client_id", "client identifier invalid");
    public static readonly Refusal BadClientCredentials = new("invalid_client", "invalid client credentials");
    public static readonly Refusal GrantNotSupported = new("unsupported_grant_type", "grant type not supported");
    public static readonly Refusal RedirectUriMismatch = new(
        "redirect_uri_mismatch",
        "redirect_uri must match configuration"
    );
    public static readonly Refusal MissingCodeChallenge = new("invalid_request", "missing required code challenge");
    public static readonly Refusal InvalidCode = new("invalid_grant", "invalid authorization code");
    public static readonly Refusal ExpiredCode = new("invalid_grant", "expired authorization code");
    public static readonly Refusal ExpiredToken = new("invalid_grant", "expired access/refresh token");
    public static readonly Refusal AlreadyProcessing = new("invalid_grant", "token request is already being processed");
    public static readonly Refusal InactiveUser = new("invalid_grant", "inactive user");
    public static readonly Refusal WrongDomain = new("invalid_grant", "request not supported on this domain");
    public static readonly Refusal NoRunAsUser = new("invalid_grant", "no client credentials user enabled");
    public static readonly Refusal NoValidScopes = new("invalid_grant", "no valid scopes defined");
    public static readonly Refusal NotApproved = new("invalid_grant", "user hasn't approved this consumer");
    public static readonly Refusal WrongAudience = new("invalid_grant", "audience is invalid");
    public static readonly Refusal AuthenticationFailure = new("invalid_grant", "authentication failure");
    public static readonly Refusal IpRestricted = new("invalid_grant", "ip restricted or invalid login hours");
    public static readonly Refusal AccessDenied = new("access_denied", "end-user denied authorization");
    public static readonly Refusal AppBlockedOnCallback = new("OAUTH_APP_BLOCKED", "this app is blocked by admin");
    public static readonly Refusal ApprovalError = new(
        "OAUTH_APPROVAL_ERROR_GENERIC",
        "An unexpected error has occurred during authentication. Please try again."
    );
    public static readonly Refusal AppNotInstalledOnCallback = new(
        "OAUTH_EC_APP_NOT_FOUND",
        "External client app is not installed in this org"
    );

    public static readonly Refusal AppMustBeInstalled = new("invalid_client", "app must be installed into org");
    public static readonly Refusal RefreshScopeRequired = new(
        "invalid_request",
        "refresh_token scope is required and the connected app should be installed and preauthorized"
    );
    public static readonly Refusal RejectedVerifier = new("invalid_grant", "invalid code verifier");

    // Unconfirmed: the code or the text.
    public static readonly Refusal LoginHostBlocked = new("invalid_grant", "login host not allowed, use My Domain");
    public static readonly Refusal ScopeNotAllowed = new("invalid_request", "scope parameter not supported");
    public static readonly Refusal AppNotInstalled = new(
        "app_not_found",
        "External client app is not installed in this org"
    );
    public static readonly Refusal AppBlocked = new("app_blocked", "this app is blocked by admin");
    public static readonly Refusal FlowDisabled = new("oauth_flow_disabled", "oauth flow is disabled for this app");
    public static readonly Refusal RateLimited = new("rate_limit_exceeded", "login rate exceeded");
    public static readonly Refusal InactiveUserOnCallback = new("inactive_user", "user is inactive");
    public static readonly Refusal WrongVerifier = new("invalid_request", "invalid code verifier");
    public static readonly Refusal MissingVerifier = new("invalid_grant", "missing code verifier");
    public static readonly Refusal BadCodeChallenge = new("invalid_request", "invalid code challenge");
    public static readonly Refusal BadChallengeMethod = new("invalid_request", "code challenge method must be S256");
    public static readonly Refusal MissingRedirectUri = new("redirect_uri_missing", "redirect_uri not provided");
    public static readonly Refusal MissingClientId = new("invalid_client_id", "client_id not provided");
    public static readonly Refusal UnsupportedResponseType = new(
        "unsupported_response_type",
        "response type not supported"
    );
    public static readonly Refusal InvalidScope = new("invalid_scope", "the requested scope is not allowed");
    public static readonly Refusal ImmediateUnsuccessful = new(
        "immediate_unsuccessful",
        "user is not logged in or has not approved the app"
    );
    public static readonly Refusal UnknownPrompt = new("invalid_request", "invalid prompt");
    public static readonly Refusal UnknownDisplay = new("invalid_request", "invalid display");
    public static readonly Refusal MustUsePost = new("invalid_request", "must use HTTP POST");
    public static readonly Refusal BadBasicHeader = new(
        "invalid_basic_auth_header",
        "invalid basic authorization header"
    );
    public static readonly Refusal BadAssertionType = new("invalid_assertion_type", "invalid client assertion type");
    public static readonly Refusal InvalidAssertion = new("invalid_grant", "invalid assertion");
    public static readonly Refusal UnknownToken = new("invalid_token", "invalid token");
    public static readonly Refusal UnsupportedTokenType = new("unsupported_token_type", "token type not supported");
    public static readonly Refusal MissingToken = new("invalid_request", "missing token");

    public static Refusal Missing(string parameter) =>
        new("invalid_request", "missing required parameter: " + parameter);

    public static RefusalException Raise(this Refusal refusal) => new(refusal);
}
