using System;
using System.Collections.Generic;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using SfOAuth.SignIn;
using Xunit;

namespace SfOAuth.Tests.SignIn;

public class AuthorizationUrlTests
{
    [Fact]
    public void The_least_that_is_given_makes_a_whole_request()
    {
        AuthorizationRequest request = AuthorizationUrl.Create(
            new AuthorizationOptions { LoginUrl = LoginUrl.Parse(LoginUrl.Production), ClientId = "3MVG9" }
        );

        Dictionary<string, string> query = QueryOf(request);
        Assert.StartsWith(
            "https://login.salesforce.com/services/oauth2/authorize?",
            request.Url,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"],
            query.Keys
        );
        Assert.Equal("https://login.salesforce.com/services/oauth2/success", query["redirect_uri"]);
        Assert.Equal(request.RedirectUri, query["redirect_uri"]);
        Assert.Equal(request.State, query["state"]);
        Assert.Equal(Pkce.ChallengeFor(SecureText.Reveal(request.CodeVerifier!)), query["code_challenge"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.DoesNotContain(SecureText.Reveal(request.CodeVerifier!), request.Url, StringComparison.Ordinal);
        Assert.Equal(request.Url, request.ToString());
    }

    [Fact]
    public void Everything_that_is_given_is_in_the_URL_escaped_once()
    {
        AuthorizationRequest request = AuthorizationUrl.Create(
            new AuthorizationOptions
            {
                LoginUrl = LoginUrl.Parse("https://acme.my.site.com/partners"),
                ClientId = "3MVG9 &=",
                RedirectUri = "https://www.mysite.com/code_callback.jsp?a=b",
                Scope = ["api", "refresh_token"],
                State = "my state+&%",
                Prompt = ["login", "consent"],
                Display = "touch",
                LoginHint = "o'neil@acme.example",
                Nonce = "n-0S6",
                UsePkce = false,
            }
        );

        Dictionary<string, string> query = QueryOf(request);
        Assert.Equal("3MVG9 &=", query["client_id"]);
        Assert.Equal("https://www.mysite.com/code_callback.jsp?a=b", query["redirect_uri"]);
        Assert.Equal("api refresh_token", query["scope"]);
        Assert.Equal("my state+&%", query["state"]);
        Assert.Equal("login consent", query["prompt"]);
        Assert.Equal("touch", query["display"]);
        Assert.Equal("o'neil@acme.example", query["login_hint"]);
        Assert.Equal("n-0S6", query["nonce"]);
        Assert.DoesNotContain("code_challenge", query.Keys);
        Assert.Null(request.CodeVerifier);
        Assert.DoesNotContain('+', request.Url);
    }

    [Fact]
    public void No_two_requests_share_a_state()
    {
        var options = new AuthorizationOptions { LoginUrl = LoginUrl.Parse(LoginUrl.Production), ClientId = "3MVG9" };

        Assert.NotEqual(AuthorizationUrl.Create(options).State, AuthorizationUrl.Create(options).State);
    }

    private static Dictionary<string, string> QueryOf(AuthorizationRequest request) =>
        Form.Read(new Uri(request.Url).Query[1..]);
}
