using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.FakeOrg;

/// <summary>What an app's settings do before anybody has signed in: each refusal tells which setting it is.</summary>
public class AppChecksTests : RestTest
{
    private const string Verifier = "a-verifier-that-has-the-forty-three-characters-it-needs";

    [Theory]
    [InlineData(
        "nobody",
        DefaultOrg.Callback,
        "error=invalid_client_id&error_description=client%20identifier%20invalid"
    )]
    [InlineData(
        DefaultOrg.PublicClientId,
        "http://localhost:1/x",
        "error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match%20configuration"
    )]
    [InlineData(
        DefaultOrg.PublicClientId,
        DefaultOrg.Callback,
        "error=invalid_request&error_description=missing%20required%20code%20challenge"
    )]
    public async Task Authorize_shows_what_it_can_not_send_to_the_callback(
        string clientId,
        string redirectUri,
        string body
    )
    {
        using HttpResponseMessage response = await AuthorizeAsync(clientId, redirectUri);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Authorize_shows_a_login_page_when_all_is_right()
    {
        using HttpResponseMessage response = await AuthorizeAsync(DefaultOrg.ConfidentialClientId, DefaultOrg.Callback);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("name=\"password\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Authorize_sends_the_rest_to_the_callback()
    {
        Org.Scenario.CodeChallengeErrorOnCallback = true;
        string missing = await LocationAsync(DefaultOrg.PublicClientId);
        Org.Scenario.AppBlocked = true;
        string blocked = await LocationAsync(DefaultOrg.ConfidentialClientId);

        Assert.Contains("?error=invalid_request&error_description=missing+required+code+challenge", missing);
        Assert.Contains("?error=OAUTH_APP_BLOCKED&error_description=this+app+is+blocked+by+admin", blocked);
    }

    [Fact]
    public async Task An_app_that_must_be_installed_is_refused_everywhere()
    {
        Org.Scenario.AppMustBeInstalled = true;
        using HttpResponseMessage page = await AuthorizeAsync(DefaultOrg.ConfidentialClientId, DefaultOrg.Callback);

        Assert.Contains("app%20must%20be%20installed%20into%20org", await page.Content.ReadAsStringAsync());
        Assert.Equal(
            "invalid_client: app must be installed into org",
            await TokenAsync(Org.MyDomainUrl, Client("client_credentials"))
        );
    }

    [Fact]
    public async Task A_login_host_that_is_switched_off_refuses_and_My_Domain_does_not()
    {
        Org.Scenario.LoginHostBlocked = true;
        using HttpResponseMessage page = await AuthorizeAsync(DefaultOrg.ConfidentialClientId, DefaultOrg.Callback);

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.StartsWith("invalid_grant: login host", await TokenAsync(Org.LoginUrl, Client("client_credentials")));
        Assert.Equal("", await TokenAsync(Org.MyDomainUrl, Client("client_credentials")));
    }

    [Theory]
    [InlineData(true, "authorization_code", "code", "invalid_grant: invalid authorization code")]
    [InlineData(true, "refresh_token", "refresh_token", "invalid_grant: expired access/refresh token")]
    [InlineData(false, "authorization_code", "code", "invalid_client: invalid client credentials")]
    [InlineData(false, "refresh_token", "refresh_token", "invalid_client: invalid client credentials")]
    public async Task A_wrong_secret_shows_before_a_bogus_code_or_token(
        bool right,
        string grant,
        string field,
        string refusal
    )
    {
        Dictionary<string, string> form = Client(grant, right);
        form[field] = "bogus";
        form["redirect_uri"] = DefaultOrg.Callback;

        Assert.Equal(refusal, await TokenAsync(Org.LoginUrl, form));
    }

    [Fact]
    public async Task A_flow_that_the_app_does_not_have_is_told_from_a_wrong_secret()
    {
        Org.ConfidentialApp.DisabledGrants = ["client_credentials"];

        Assert.Equal(
            "unsupported_grant_type: grant type not supported",
            await TokenAsync(Org.MyDomainUrl, Client("client_credentials"))
        );
        Assert.StartsWith(
            "invalid_client: ",
            await TokenAsync(Org.MyDomainUrl, Client("client_credentials", right: false))
        );
    }

    [Fact]
    public async Task A_password_flow_that_is_off_blames_the_password()
    {
        Dictionary<string, string> form = Client("password");
        form["username"] = DefaultOrg.Username;
        form["password"] = DefaultOrg.Password + DefaultOrg.SecurityToken;
        string on = await TokenAsync(Org.LoginUrl, form);
        Org.Scenario.PasswordFlowDisabled = true;

        Assert.Equal(("", "invalid_grant: authentication failure"), (on, await TokenAsync(Org.LoginUrl, form)));
    }

    [Theory]
    [InlineData(false, "invalid_request: invalid code verifier")]
    [InlineData(true, "invalid_grant: invalid code verifier")]
    public async Task A_verifier_that_does_not_fit(bool isGrant, string refusal)
    {
        Org.Scenario.WrongVerifierIsInvalidGrant = isGrant;
        Dictionary<string, string> form = Client("authorization_code");
        form["code"] = Org.MintCode(new CodeRequest { CodeChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" });
        form["redirect_uri"] = DefaultOrg.Callback;
        form["code_verifier"] = Verifier;

        Assert.Equal(refusal, await TokenAsync(Org.LoginUrl, form));
    }

    [Fact]
    public async Task A_user_who_approves_by_himself_needs_no_page()
    {
        Org.Scenario.AutoApproveUser = DefaultOrg.Username;
        string location = await LocationAsync(DefaultOrg.ConfidentialClientId);
        Dictionary<string, string> form = Client("authorization_code");
        form["code"] = Uri.UnescapeDataString(
            location.Substring(location.IndexOf("code=", StringComparison.Ordinal) + 5)
        );
        form["redirect_uri"] = DefaultOrg.Callback;

        Assert.Equal("", await TokenAsync(Org.LoginUrl, form));
    }

    [Fact]
    public async Task An_org_may_start_with_a_scenario_and_a_reset_comes_back_to_it()
    {
        OrgClient org = await OrgClient.StartAsync(new FakeOrgOptions { ScenarioJson = "{\"appBlocked\":true}" });
        org.Scenario.AppBlocked = false;
        org.Reset();
        string refusal = await TokenAsync(org.MyDomainUrl, Client("client_credentials"));
        await org.DisposeAsync();

        Assert.StartsWith("app_blocked", refusal);
    }

    private static Dictionary<string, string> Client(string grant, bool right = true) =>
        new()
        {
            ["grant_type"] = grant,
            ["client_id"] = DefaultOrg.ConfidentialClientId,
            ["client_secret"] = right ? DefaultOrg.ConfidentialClientSecret : "wrong",
        };

    private Task<HttpResponseMessage> AuthorizeAsync(string clientId, string redirectUri)
    {
        string query = $"?response_type=code&client_id={clientId}&redirect_uri={Uri.EscapeDataString(redirectUri)}";
        return SendAsync(new HttpRequestMessage(HttpMethod.Get, Org.LoginUrl + "/services/oauth2/authorize" + query));
    }

    private async Task<string> LocationAsync(string clientId)
    {
        using HttpResponseMessage response = await AuthorizeAsync(clientId, DefaultOrg.Callback);
        return response.Headers.Location!.OriginalString;
    }

    /// <returns>Code and text of the refusal; empty when there are tokens.</returns>
    private static async Task<string> TokenAsync(string host, IReadOnlyDictionary<string, string> form)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, host + "/services/oauth2/token");
        request.Content = new FormUrlEncodedContent(form.ToArray());
        using HttpResponseMessage response = await SendAsync(request);
        JObject answer = JObject.Parse(await response.Content.ReadAsStringAsync());
        return response.IsSuccessStatusCode ? "" : $"{answer["error"]}: {answer["error_description"]}";
    }
}
