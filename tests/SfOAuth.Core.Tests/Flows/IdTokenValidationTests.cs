using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Flows;
using SfOAuth.Formats;
using SfOAuth.Protocol;
using SfOAuth.SignIn;
using Xunit;

namespace SfOAuth.Tests.Flows;

public class IdTokenValidationTests : OrgTest
{
    private const string Nonce = "n-0S6_WzA2Mj";

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task An_id_token_of_the_org_says_who_signed_in_and_when()
    {
        IdTokenClaims claims = await ValidateAsync(Login());

        Assert.Equal((Org.LoginUrl, Nonce), (claims.Issuer, claims.Nonce));
        Assert.EndsWith(Org.Admin.UserId, claims.Subject, StringComparison.Ordinal);
        Assert.Equal([DefaultOrg.ConfidentialClientId], claims.Audience);
        Assert.Equal(TimeSpan.FromMinutes(2), claims.ExpiresAt - claims.IssuedAt);
    }

    [Fact]
    public async Task One_made_for_several_apps_is_good_for_each()
    {
        Org.Scenario.IdTokenClaims["aud"] = new[] { "another", DefaultOrg.ConfidentialClientId };
        Org.Scenario.IdTokenClaims["azp"] = DefaultOrg.ConfidentialClientId;

        Assert.Equal(2, (await ValidateAsync(Login())).Audience.Count);
    }

    [Fact]
    public async Task One_made_for_several_apps_has_to_say_for_which()
    {
        Org.Scenario.IdTokenClaims["aud"] = new[] { "another", DefaultOrg.ConfidentialClientId };

        Assert.Contains("which of several apps", (await RefusalOfAsync(Login())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_that_is_not_of_the_login_host_is_refused_even_if_the_host_names_it()
    {
        Org.Scenario.IdTokenClaims["iss"] = "https://login.evil.example";
        Org.Faults.Add(
            new Fault
            {
                Path = "/.well-known/openid-configuration",
                Action = FaultAction.Status,
                Status = 200,
                ContentType = "application/json",
                Body = $$"""{"issuer":"https://login.evil.example","jwks_uri":"{{Org.LoginUrl}}/id/keys"}""",
            }
        );

        Assert.Contains("is no issuer of", (await RefusalOfAsync(Login())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azp", "3MVG9another", "another app to use")]
    [InlineData("iss", "https://login.evil.example", "its issuer is 'https://login.evil.example'")]
    [InlineData("iss", null, "its issuer is 'none'")]
    [InlineData("aud", "3MVG9another", "another app")]
    [InlineData("aud", null, "another app")]
    [InlineData("nonce", "of another sign-in", "nonce")]
    [InlineData("nonce", null, "nonce")]
    [InlineData("sub", null, "names no user")]
    [InlineData("exp", null, "when it was made and when it ends")]
    [InlineData("iat", null, "when it was made and when it ends")]
    [InlineData("exp", "soon", "when it was made and when it ends")]
    public async Task A_claim_that_is_not_as_it_should_be_is_named(string claim, string? value, string reason)
    {
        Org.Scenario.IdTokenClaims[claim] = value;

        Assert.Contains(reason, (await RefusalOfAsync(Login())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-3.5, "was made at")]
    [InlineData(3.9, null)]
    [InlineData(-1.9, null)]
    [InlineData(4.1, "ended at")]
    public async Task Two_minutes_between_the_clocks_are_forgiven(double minutes, string? reason)
    {
        TokenResponse response = Login();
        _clock.Advance(TimeSpan.FromMinutes(minutes));

        Exception? exception = await Record.ExceptionAsync(() => ValidateAsync(response, tellTime: false));

        Assert.Equal(reason is not null, exception is SfOAuthException { Problem: Problem.IdTokenInvalid });
        Assert.Contains(reason ?? "", exception?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_site_is_asked_at_its_path_and_one_of_Lightning_Web_Runtime_beside_it(bool isLwr)
    {
        string site = Org.MyDomainUrl + "/partners";
        Org.Scenario.SiteIsLwr = isLwr;
        Org.Scenario.IdTokenClaims["iss"] = site;

        Assert.Equal(site, (await ValidateAsync(Login(), loginUrl: site)).Issuer);
    }

    [Fact]
    public async Task A_site_that_has_no_document_anywhere_is_told_of_at_its_own_path()
    {
        Org.Faults.Add(new Fault { Action = FaultAction.Html, Count = 0 });

        var exception = await Assert.ThrowsAsync<TransportException>(() =>
            ValidateAsync(Login(), loginUrl: Org.MyDomainUrl + "/partners")
        );

        Assert.Equal(Problem.AnswerHtml, exception.Problem);
        Assert.Equal(
            ["/partners/.well-known/openid-configuration", "/partnersvforcesite/.well-known/openid-configuration"],
            Org.Requests.All.Select(request => request.Path)
        );
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS512")]
    public async Task No_other_algorithm_is_taken_and_nothing_is_asked(string algorithm)
    {
        Org.Scenario.IdTokenAlgorithm = algorithm;

        Assert.Contains(algorithm, (await RefusalOfAsync(Login())).Message, StringComparison.Ordinal);
        Assert.Empty(Org.Requests.All);
    }

    [Fact]
    public async Task A_key_that_is_not_the_orgs_signs_nothing()
    {
        Org.Scenario.IdTokenKeyIsForeign = true;

        Assert.Contains("signature", (await RefusalOfAsync(Login())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/id/keys")]
    [InlineData("http://127.0.0.1:1/id/keys")]
    [InlineData("/id/keys")]
    public async Task Keys_are_not_fetched_from_elsewhere(string url)
    {
        Org.Scenario.KeysUrl = url;

        Assert.Contains("another host", (await RefusalOfAsync(Login())).Message, StringComparison.Ordinal);
        Assert.Single(Org.Requests.All);
    }

    [Theory]
    [InlineData("{\"issuer\":\"https://x\"}", "names no issuer or no keys")]
    [InlineData("{}", "names no issuer or no keys")]
    public async Task A_host_that_is_no_issuer_is_named(string document, string reason)
    {
        Org.Faults.Add(
            new Fault
            {
                Path = "/.well-known/openid-configuration",
                Action = FaultAction.Status,
                Status = 200,
                Body = document,
                ContentType = "application/json",
            }
        );

        Assert.Contains(reason, (await RefusalOfAsync(Login())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_are_none_are_named()
    {
        Org.Faults.Add(
            new Fault
            {
                Path = "/id/keys",
                Action = FaultAction.Status,
                Status = 200,
                Body = "{\"keys\":5}",
                ContentType = "application/json",
            }
        );

        Assert.Contains("cannot be read", (await RefusalOfAsync(Login())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_id_token_is_none() =>
        Assert.Contains(
            "sent no id token",
            (await RefusalOfAsync(Login("api refresh_token"))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task An_error_does_not_repeat_the_token()
    {
        Org.Scenario.IdTokenKeyIsForeign = true;
        TokenResponse response = Login();

        Assert.DoesNotContain(
            response.IdToken!.Split('.')[1],
            (await RefusalOfAsync(response)).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_sign_in_whose_id_token_fails_is_revoked()
    {
        Org.Scenario.IdTokenKeyIsForeign = true;

        var exception = await Assert.ThrowsAsync<SfOAuthException>(() =>
            IdTokenGate.RequireAsync(Login(), Client(), Nonce, Transport(), _clock, CancellationToken.None)
        );

        Assert.EndsWith("The new login was revoked.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("revoked", Org.Ledger.Families[0].EndedBecause);
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_checked_or_revoked_says_both()
    {
        Org.Faults.Add(new Fault { Action = FaultAction.Html, Count = 0 });

        var exception = await Assert.ThrowsAsync<SfOAuthException>(() =>
            IdTokenGate.RequireAsync(Login(), Client(), Nonce, Transport(), _clock, CancellationToken.None)
        );

        Assert.StartsWith("The id token could not be checked", exception.Message, StringComparison.Ordinal);
        Assert.Contains("lives on", exception.Message, StringComparison.Ordinal);
        Assert.True(Org.Ledger.Families[0].IsAlive);
    }

    private TokenResponse Login(string scope = "api refresh_token openid")
    {
        _clock.Advance(DateTimeOffset.UtcNow - _clock.UtcNow);
        return TokenResponse.From(Json.Read(Org.Login(new LoginRequest { Scope = scope, Nonce = Nonce }).Json), "x");
    }

    private async Task<SfOAuthException> RefusalOfAsync(TokenResponse response) =>
        await Assert.ThrowsAsync<SfOAuthException>(() => ValidateAsync(response));

    private Task<IdTokenClaims> ValidateAsync(TokenResponse response, bool tellTime = true, string? loginUrl = null)
    {
        if (tellTime)
            _clock.Advance(DateTimeOffset.UtcNow - _clock.UtcNow);
        return IdTokenValidation.RunAsync(
            response.IdToken,
            Client(loginUrl: loginUrl).LoginUrl,
            DefaultOrg.ConfidentialClientId,
            Nonce,
            Transport(),
            _clock,
            CancellationToken.None
        );
    }
}
