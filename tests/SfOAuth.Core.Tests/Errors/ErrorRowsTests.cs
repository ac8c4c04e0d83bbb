using System;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Errors;

/// <summary>Each row of what Salesforce says at the token endpoint, said by the org, in each answer format.</summary>
public class ErrorRowsTests : OrgTest
{
    [Theory]
    [InlineData("invalid_grant", "expired access/refresh token", Problem.RefreshTokenExpired)]
    [InlineData("invalid_grant", "token request is already being processed", Problem.RefreshInProgress)]
    [InlineData("invalid_grant", "expired authorization code", Problem.RefreshInProgress)]
    [InlineData("invalid_grant", "inactive user", Problem.UserInactive)]
    [InlineData("invalid_grant", "something not seen yet", Problem.RefreshTokenExpired)]
    [InlineData("invalid_client_id", "client identifier invalid", Problem.ClientIdInvalid)]
    [InlineData("invalid_client", "invalid client credentials", Problem.ClientSecretInvalid)]
    [InlineData("unsupported_grant_type", "grant type not supported", Problem.GrantNotSupported)]
    [InlineData("oauth_flow_disabled", "flow disabled", Problem.GrantNotSupported)]
    [InlineData("app_blocked", "this app is blocked by admin", Problem.AppBlocked)]
    [InlineData("invalid_app_access", "user is not admin approved to access this app", Problem.AppBlocked)]
    [InlineData("oauth_policy_not_found", "no policy", Problem.PolicyRefused)]
    [InlineData("ecapp_policy_not_found", "no policy", Problem.PolicyRefused)]
    [InlineData("invalid_session_level", "high assurance required", Problem.PolicyRefused)]
    [InlineData("invalid_grant", "ip restricted or invalid login hours", Problem.LoginRestricted)]
    [InlineData("invalid_grant", "External client app is not installed in this org", Problem.AppNotInstalled)]
    [InlineData("invalid_client", "app must be installed into org", Problem.AppNotInstalled)]
    [InlineData("invalid_client", "Connected app must be installed into the org", Problem.AppNotInstalled)]
    [InlineData("invalid_grant", "request not supported on this domain", Problem.HostNotSupported)]
    [InlineData("unknown_error", "retry your request", Problem.ServerUnavailable)]
    [InlineData("server_error", "oops", Problem.ServerUnavailable)]
    [InlineData("service_unavailable", "later", Problem.ServerUnavailable)]
    [InlineData("system_down", "later", Problem.ServerUnavailable)]
    [InlineData("rate_limit_exceeded", "number of logins exceeded", Problem.RateLimited)]
    [InlineData("invalid_grant", "login rate exceeded", Problem.RateLimited)]
    [InlineData("use_dpop_nonce", "nonce", Problem.DPoPRequired)]
    [InlineData("invalid_dpop_proof", "proof", Problem.DPoPRequired)]
    [InlineData("inactive_org", "org locked", Problem.OrgInactive)]
    [InlineData("invalid_scope", "the scope is invalid", Problem.ScopeInvalid)]
    [InlineData("never_seen", "never seen", Problem.RequestRefused)]
    public async Task A_refresh_that_is_refused_names_its_cause(string error, string description, Problem problem)
    {
        foreach (ResponseFormat format in Enum.GetValues(typeof(ResponseFormat)))
        {
            string refreshToken = Org.Login(new LoginRequest()).RefreshToken!;
            Org.Scenario.NextError("refresh_token", 400, error, description);

            var exception = await Assert.ThrowsAsync<ProtocolException>(() =>
                RefreshAsync(refreshToken, Client(format: format))
            );

            Assert.Equal(
                (problem, error, description, 400),
                (exception.Problem, exception.Error, exception.ErrorDescription, exception.Status)
            );
        }
    }

    [Theory]
    [InlineData("invalid_grant", "expired authorization code", Problem.CodeExpired)]
    [InlineData("invalid_grant", "invalid authorization code", Problem.CodeInvalid)]
    [InlineData("invalid_grant", "something not seen yet", Problem.CodeInvalid)]
    [InlineData("invalid_request", "invalid code verifier", Problem.CodeVerifierRejected)]
    [InlineData("invalid_grant", "missing code verifier", Problem.CodeVerifierMissing)]
    [InlineData("invalid_grant", "invalid code verifier", Problem.CodeVerifierRejected)]
    [InlineData("invalid_request", "missing required code verifier", Problem.CodeVerifierMissing)]
    [InlineData("invalid_client", "app must be installed into org", Problem.AppNotInstalled)]
    [InlineData("redirect_uri_mismatch", "redirect_uri must match configuration", Problem.RedirectUriMismatch)]
    [InlineData("redirect_uri_missing", "redirect_uri not provided", Problem.RedirectUriMismatch)]
    [InlineData("invalid_client_id", "client identifier invalid", Problem.ClientIdInvalid)]
    [InlineData("invalid_client", "invalid client credentials", Problem.ClientSecretInvalid)]
    public async Task A_code_that_is_refused_names_its_cause(string error, string description, Problem problem)
    {
        Org.Scenario.NextError("authorization_code", 400, error, description);

        var exception = await Assert.ThrowsAsync<ProtocolException>(() =>
            ExchangeAsync("code==", DefaultOrg.Callback, verifier: null)
        );

        Assert.Equal(problem, exception.Problem);
    }

    [Theory]
    [InlineData(
        RequestKind.JwtBearer,
        "invalid_request",
        "refresh_token scope is required and the connected app should be installed and preauthorized",
        Problem.UserNotApproved
    )]
    [InlineData(RequestKind.JwtBearer, "invalid_grant", "user hasn't approved this consumer", Problem.UserNotApproved)]
    [InlineData(
        RequestKind.JwtBearer,
        "invalid_grant",
        "user is not admin approved to access this app",
        Problem.AppBlocked
    )]
    [InlineData(
        RequestKind.JwtBearer,
        "invalid_request",
        "The connected app is not installed in this org",
        Problem.AppNotInstalled
    )]
    [InlineData(
        RequestKind.JwtBearer,
        "app_not_found",
        "External client app is not installed in this org",
        Problem.AppNotInstalled
    )]
    [InlineData(
        RequestKind.Authorization,
        "OAUTH_EC_APP_NOT_FOUND",
        "External client app is not installed in this org",
        Problem.AppNotInstalled
    )]
    [InlineData(
        RequestKind.ClientCredentials,
        "invalid_client",
        "app must be installed into org",
        Problem.AppNotInstalled
    )]
    [InlineData(
        RequestKind.Password,
        "invalid_grant",
        "authentication failure - Invalid Password",
        Problem.CredentialInvalid
    )]
    [InlineData(
        RequestKind.RefreshToken,
        "invalid_grant",
        "login host not allowed, use My Domain",
        Problem.HostNotSupported
    )]
    [InlineData(
        RequestKind.AuthorizationCode,
        "invalid_grant",
        "login host not allowed, use My Domain",
        Problem.HostNotSupported
    )]
    [InlineData(
        RequestKind.RefreshToken,
        "invalid_grant",
        "oauth flow is disabled for this app",
        Problem.GrantNotSupported
    )]
    [InlineData(
        RequestKind.RefreshToken,
        "invalid_grant",
        "this app has been blocked by your admin",
        Problem.AppBlocked
    )]
    [InlineData(
        RequestKind.RefreshToken,
        "invalid_grant",
        "refresh token blocked from this ip address",
        Problem.LoginRestricted
    )]
    [InlineData(RequestKind.Identity, "Wrong_Org", null, Problem.HostNotSupported)]
    [InlineData(RequestKind.Identity, "Missing_OAuth_Token", null, Problem.AccessTokenExpired)]
    [InlineData(RequestKind.Identity, "Something_New", null, Problem.RequestRefused)]
    [InlineData(RequestKind.JwtBearer, "invalid_client", "app must be installed into org", Problem.AppNotInstalled)]
    [InlineData(RequestKind.Authorization, "invalid_client", "app must be installed into org", Problem.AppNotInstalled)]
    [InlineData(RequestKind.Password, "invalid_grant", "authentication failure", Problem.CredentialInvalid)]
    [InlineData(RequestKind.ClientCredentials, "invalid_grant", "no valid scopes defined", Problem.ScopeInvalid)]
    public void What_the_server_says_for_itself_comes_before_the_general_cause(
        RequestKind kind,
        string error,
        string? description,
        Problem problem
    ) => Assert.Equal(problem, new ProtocolException(kind, error, description, 400, "host").Problem);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task An_OAuth_error_counts_whatever_the_status(int status)
    {
        Org.Scenario.NextError(null, status, "invalid_client", "invalid client credentials");

        var exception = await Assert.ThrowsAsync<ProtocolException>(() => RefreshAsync("any-token"));

        Assert.Equal((Problem.ClientSecretInvalid, status), (exception.Problem, exception.Status));
    }

    [Fact]
    public async Task Secrets_that_the_server_repeats_are_taken_out_of_the_text()
    {
        string refreshToken = Org.Login(new LoginRequest()).RefreshToken!;
        Org.Scenario.NextError(
            "refresh_token",
            400,
            "invalid_grant",
            "bad {refresh_token} for {client_secret}, 00D000000000001AAA!AQEAQ.abc_DEF, \u001b[31mred\u0007 end"
        );

        var exception = await Assert.ThrowsAsync<ProtocolException>(() => RefreshAsync(refreshToken));

        Assert.Equal(
            "bad *** for ***, ***, [31mred end",
            exception.ErrorDescription!.Replace("  ", " ", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(refreshToken, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(DefaultOrg.ConfidentialClientSecret, exception.ToString(), StringComparison.Ordinal);
    }
}
