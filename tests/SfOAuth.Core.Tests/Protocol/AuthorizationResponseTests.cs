using System;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Protocol;

public class AuthorizationResponseTests
{
    private const string Host = "login.salesforce.com";
    private const string Code = "aPrxsmIEeqM9PiQroGEWx1UiMQd95_5JUZVEhsOFhS8EVvbfYBBJli2W5fn3zbo.8hojaNW_1g==";
    private const string Escaped = "aPrxsmIEeqM9PiQroGEWx1UiMQd95_5JUZVEhsOFhS8EVvbfYBBJli2W5fn3zbo.8hojaNW_1g%3D%3D";

    [Theory]
    [InlineData("https://login.salesforce.com/services/oauth2/success?code=" + Escaped + "&state=mystate")]
    [InlineData("?code=" + Escaped + "&state=mystate")]
    [InlineData("code=" + Escaped + "&state=mystate")]
    [InlineData("state=mystate&code=" + Code)]
    [InlineData("  \"https://localhost:1717/OauthRedirect?code=" + Escaped + "&state=mystate#\"  ")]
    [InlineData("https://www.mysite.com/code_callback.jsp?code=" + Escaped + "\r\n&state=my\nstate")]
    public void The_code_is_found_in_whatever_was_copied(string pasted) =>
        Assert.Equal(Code, AuthorizationResponse.Parse(pasted).RequireCode("mystate", Host));

    [Fact]
    public void A_plus_sign_in_a_code_stays_one() =>
        Assert.Equal("a+b/c==", AuthorizationResponse.Parse("?code=a+b%2Fc%3D%3D").RequireCode(null, Host));

    [Theory]
    [InlineData("?error=&code=abc&state=s", "an error that is empty is none")]
    [InlineData("https://localhost/a?code=abc&state=s#code=other", "what is behind the # is the browser's own")]
    [InlineData("?code=abc&state=s#", "an empty fragment")]
    public void The_code_is_that_of_the_query(string pasted, string why) =>
        Assert.True(AuthorizationResponse.Parse(pasted).RequireCode("s", Host) == "abc", why);

    [Theory]
    [InlineData("?code=x&state=other", "mystate")]
    [InlineData("?code=x", "mystate")]
    [InlineData("?code=x&state=mystate", null)]
    [InlineData("?code=x&state=MYSTATE", "mystate")]
    [InlineData("?error=access_denied&state=other", "mystate")]
    public void A_state_that_is_not_the_expected_one_is_refused_before_anything_else(string pasted, string? expected)
    {
        AuthorizationResponse response = AuthorizationResponse.Parse(pasted);

        var exception = Assert.Throws<SfOAuthException>(() => response.RequireCode(expected, Host));

        Assert.Equal(Problem.StateMismatch, exception.Problem);
    }

    [Theory]
    [InlineData("https://login.salesforce.com/services/oauth2/success")]
    [InlineData("https://login.salesforce.com/?state=mystate")]
    [InlineData("hello")]
    [InlineData("?code=&error=")]
    [InlineData("#code=x")]
    public void What_holds_neither_code_nor_error_is_no_response(string pasted) =>
        Assert.Equal(
            Problem.ResponseUrlInvalid,
            Assert.Throws<SfOAuthException>(() => AuthorizationResponse.Parse(pasted)).Problem
        );

    [Theory]
    [InlineData("?error=access_denied&error_description=end-user+denied+authorization&state=s", Problem.AccessDenied)]
    [InlineData("?error=access-denied&state=s", Problem.AccessDenied)]
    [InlineData("error=invalid_client_id&error_description=client%20identifier%20invalid", Problem.ClientIdInvalid)]
    [InlineData(
        "?error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match%20configuration",
        Problem.RedirectUriMismatch
    )]
    [InlineData(
        "?error=invalid_request&error_description=missing+required+code+challenge&state=s",
        Problem.CodeChallengeMissing
    )]
    [InlineData("?error=OAUTH_APP_BLOCKED&error_description=this+app+is+blocked+by+admin&state=s", Problem.AppBlocked)]
    [InlineData("?error=OAUTH_APP_ACCESS_DENIED&state=s", Problem.AppBlocked)]
    [InlineData(
        "?error=OAUTH_APPROVAL_ERROR_GENERIC&error_description=An+unexpected+error&state=s",
        Problem.ApprovalFailed
    )]
    [InlineData(
        "?error=OAUTH_EC_APP_NOT_FOUND&error_description=External+client+app+is+not+installed+in+this+org&state=s",
        Problem.AppNotInstalled
    )]
    [InlineData("?error=invalid_scope&state=s", Problem.ScopeInvalid)]
    [InlineData("?error=rate_limit_exceeded&state=s", Problem.RateLimited)]
    [InlineData("?error=something_new&state=s", Problem.RequestRefused)]
    public void An_error_on_the_callback_has_its_own_cause(string pasted, Problem problem)
    {
        var exception = Assert.Throws<ProtocolException>(() =>
            AuthorizationResponse.Parse(pasted).RequireCode("s", Host)
        );

        Assert.Equal(problem, exception.Problem);
        Assert.Null(exception.Status);
        Assert.Contains(Host, exception.Message, StringComparison.Ordinal);
    }
}
