using System;
using System.Linq;

namespace SfOAuth.Errors;

/// <summary>
/// Tells causes apart. <c>invalid_grant</c> alone stands for more than a dozen; only request, code and description
/// together name one. The first row that fits wins, so the particular rows stand above the general.
/// </summary>
internal static class ErrorCatalog
{
    private const string Any = "";

    private static readonly Row[] _rows =
    [
        // Told apart by their description
        new(null, Any, "token request is already being processed", Problem.RefreshInProgress),
        // What a concurrent refresh said before September 2024
        new(RequestKind.RefreshToken, "invalid_grant", "expired authorization code", Problem.RefreshInProgress),
        new(null, Any, "inactive user", Problem.UserInactive),
        new(null, Any, "inactive org", Problem.OrgInactive),
        new(null, Any, "missing required code challenge", Problem.CodeChallengeMissing),
        new(null, Any, "client identifier invalid", Problem.ClientIdInvalid),
        new(null, Any, "invalid client credentials", Problem.ClientSecretInvalid),
        // JWT never gets a refresh token, and the app needs its scope all the same.
        new(null, Any, "refresh_token scope is required", Problem.UserNotApproved),
        new(null, Any, "not installed", Problem.AppNotInstalled),
        new(null, Any, "must be installed", Problem.AppNotInstalled),
        new(null, Any, "hasn't been installed", Problem.AppNotInstalled),
        // An address that may not refresh is blocked too, and not the app.
        new(null, Any, "ip restricted", Problem.LoginRestricted),
        new(null, Any, "ip address", Problem.LoginRestricted),
        new(null, Any, "app is blocked", Problem.AppBlocked),
        new(null, Any, "been blocked", Problem.AppBlocked),
        new(null, Any, "blocked by", Problem.AppBlocked),
        new(null, Any, "not admin approved", Problem.AppBlocked),
        new(null, Any, "flow is disabled", Problem.GrantNotSupported),
        new(null, Any, "not supported on this domain", Problem.HostNotSupported),
        // An org whose logins are only taken at its own host
        new(null, Any, "login host", Problem.HostNotSupported),
        new(null, Any, "my domain", Problem.HostNotSupported),
        new(null, Any, "rate exceeded", Problem.RateLimited),
        new(RequestKind.AuthorizationCode, "invalid_grant", "expired authorization code", Problem.CodeExpired),
        new(RequestKind.AuthorizationCode, "invalid_grant", "invalid authorization code", Problem.CodeInvalid),
        // The words count before the code: what is invalid was sent.
        new(RequestKind.AuthorizationCode, Any, "invalid code verifier", Problem.CodeVerifierRejected),
        new(RequestKind.AuthorizationCode, Any, "code verifier is invalid", Problem.CodeVerifierRejected),
        new(RequestKind.AuthorizationCode, Any, "missing code verifier", Problem.CodeVerifierMissing),
        new(RequestKind.AuthorizationCode, Any, "missing required code verifier", Problem.CodeVerifierMissing),
        new(RequestKind.AuthorizationCode, Any, "code verifier is required", Problem.CodeVerifierMissing),
        new(RequestKind.AuthorizationCode, "invalid_grant", "verifier", Problem.CodeVerifierMissing),
        new(RequestKind.AuthorizationCode, "invalid_request", "verifier", Problem.CodeVerifierRejected),
        new(RequestKind.JwtBearer, "invalid_grant", "expired authorization code", Problem.AssertionExpired),
        new(RequestKind.JwtBearer, Any, "audience", Problem.AudienceInvalid),
        new(null, Any, "hasn't approved this consumer", Problem.UserNotApproved),
        new(null, Any, "no client credentials user", Problem.RunAsUserMissing),
        new(null, Any, "no valid scopes", Problem.ScopeInvalid),
        new(null, Any, "scope parameter not supported", Problem.ScopeInvalid),
        new(RequestKind.Password, Any, "authentication failure", Problem.CredentialInvalid),
        // Bare texts of the identity URL and userinfo
        new(RequestKind.Identity, "Bad_OAuth_Token", Any, Problem.AccessTokenExpired),
        new(RequestKind.Identity, "Unauthorized", Any, Problem.AccessTokenExpired),
        new(RequestKind.Identity, "invalid_token", Any, Problem.AccessTokenExpired),
        new(RequestKind.Identity, "Missing_OAuth_Token", Any, Problem.AccessTokenExpired),
        new(RequestKind.Identity, "Wrong_Org", Any, Problem.HostNotSupported),
        new(RequestKind.Identity, "Invalid_Scope", Any, Problem.ScopeMissing),
        new(RequestKind.Identity, "insufficient_scope", Any, Problem.ScopeMissing),
        new(RequestKind.SingleAccess, "Bad_OAuth_Token", Any, Problem.AccessTokenExpired),
        new(RequestKind.SingleAccess, "Unauthorized", Any, Problem.AccessTokenExpired),
        new(RequestKind.SingleAccess, "Invalid_Scope", Any, Problem.ScopeMissing),
        // Told apart by their code
        new(null, "redirect_uri_mismatch", Any, Problem.RedirectUriMismatch),
        new(null, "redirect_uri_missing", Any, Problem.RedirectUriMismatch),
        new(null, "invalid_client_id", Any, Problem.ClientIdInvalid),
        new(null, "app_not_found", Any, Problem.ClientIdInvalid),
        new(null, "invalid_client", Any, Problem.ClientSecretInvalid),
        new(null, "invalid_client_credentials", Any, Problem.ClientSecretInvalid),
        new(null, "invalid_basic_auth_header", Any, Problem.ClientSecretInvalid),
        new(null, "inactive_user", Any, Problem.UserInactive),
        new(null, "inactive_org", Any, Problem.OrgInactive),
        new(null, "invalid_assertion_type", Any, Problem.AssertionInvalid),
        new(null, "bad_jti_claim", Any, Problem.AssertionInvalid),
        new(null, "unsupported_grant_type", Any, Problem.GrantNotSupported),
        new(null, "unsupported_response_type", Any, Problem.GrantNotSupported),
        new(null, "oauth_flow_disabled", Any, Problem.GrantNotSupported),
        new(null, "app_blocked", Any, Problem.AppBlocked),
        new(null, "fail_close_app_blocked", Any, Problem.AppBlocked),
        new(null, "invalid_app_access", Any, Problem.AppBlocked),
        new(null, "oauth_app_blocked", Any, Problem.AppBlocked),
        new(null, "oauth_app_access_denied", Any, Problem.AppBlocked),
        new(null, "no_access", Any, Problem.AppBlocked),
        new(null, "oauth_ec_app_not_found", Any, Problem.AppNotInstalled),
        new(null, "installation_error", Any, Problem.AppNotInstalled),
        new(null, "oauth_approval_error_generic", Any, Problem.ApprovalFailed),
        new(null, "oauth_policy_not_found", Any, Problem.PolicyRefused),
        new(null, "ecapp_policy_not_found", Any, Problem.PolicyRefused),
        new(null, "invalid_session_level", Any, Problem.PolicyRefused),
        new(null, "invalid_scope", Any, Problem.ScopeInvalid),
        new(null, "access_denied", Any, Problem.AccessDenied),
        new(null, "rate_limit_exceeded", Any, Problem.RateLimited),
        new(null, "slow_down", Any, Problem.RateLimited),
        new(null, "use_dpop_nonce", Any, Problem.DPoPRequired),
        new(null, "invalid_dpop_proof", Any, Problem.DPoPRequired),
        new(null, "unknown_error", Any, Problem.ServerUnavailable),
        new(null, "server_error", Any, Problem.ServerUnavailable),
        new(null, "service_unavailable", Any, Problem.ServerUnavailable),
        new(null, "system_down", Any, Problem.ServerUnavailable),
        // What is left of the general codes
        new(RequestKind.RefreshToken, "invalid_grant", Any, Problem.RefreshTokenExpired),
        new(RequestKind.RefreshToken, "invalid_token", Any, Problem.RefreshTokenExpired),
        new(RequestKind.AuthorizationCode, "invalid_grant", Any, Problem.CodeInvalid),
        new(RequestKind.JwtBearer, "invalid_grant", Any, Problem.AssertionInvalid),
        new(RequestKind.Password, "invalid_grant", Any, Problem.CredentialInvalid),
    ];

    internal static Problem Classify(RequestKind request, string error, string? description)
    {
        // Salesforce's own pages spell access-denied and access_denied, and the callback's codes come in upper case.
        string code = error.Replace('-', '_');
        return _rows.FirstOrDefault(row => row.Fits(request, code, description ?? ""))?.Problem
            ?? Problem.RequestRefused;
    }

    private sealed class Row(RequestKind? request, string error, string description, Problem problem)
    {
        internal Problem Problem => problem;

        internal bool Fits(RequestKind asked, string code, string text) =>
            (request is null || request == asked)
            && (error.Length == 0 || string.Equals(error, code, StringComparison.OrdinalIgnoreCase))
            && text.IndexOf(description, StringComparison.OrdinalIgnoreCase) >= 0;
    }
}
