using System;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using SfOAuth.SignIn;
using Xunit;

namespace SfOAuth.Tests.Flows;

public class CodeExchangeTests : OrgTest
{
    [Fact]
    public async Task A_code_and_its_verifier_give_tokens()
    {
        AuthorizationRequest request = Authorize();

        TokenResponse response = await ExchangeAsync(
            Mint(request),
            request.RedirectUri,
            SecureText.Reveal(request.CodeVerifier)
        );

        Assert.StartsWith("00D", response.AccessToken, StringComparison.Ordinal);
        Assert.NotNull(response.RefreshToken);
    }

    [Fact]
    public async Task A_code_is_escaped_exactly_once_on_the_wire_however_it_was_given()
    {
        AuthorizationRequest request = Authorize();
        string code = Mint(request);
        Assert.EndsWith("==", code, StringComparison.Ordinal);
        string[] given =
        [
            code,
            Uri.EscapeDataString(code),
            $"https://x/cb?code={Uri.EscapeDataString(code)}&state={request.State}",
        ];

        foreach (string text in given)
        {
            string value = text.StartsWith("https", StringComparison.Ordinal)
                ? AuthorizationResponse.Parse(text).RequireCode(request.State, "x")
                : AuthorizationCode.Decode(text);
            await Record.ExceptionAsync(() =>
                ExchangeAsync(value, request.RedirectUri, SecureText.Reveal(request.CodeVerifier))
            );
        }

        string[] bodies = [.. Org.Requests.All.Select(recorded => recorded.Body)];
        Assert.Equal(3, bodies.Length);
        Assert.All(bodies, body => Assert.Equal(bodies[0], body));
        Assert.Contains("code=" + Uri.EscapeDataString(code) + "&", bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_client_sends_no_secret_in_any_place()
    {
        AuthorizationRequest request = Authorize(DefaultOrg.PublicClientId);

        await ExchangeAsync(
            Mint(request, DefaultOrg.PublicClientId),
            request.RedirectUri,
            SecureText.Reveal(request.CodeVerifier),
            PublicClient()
        );

        RecordedRequest sent = Assert.Single(Org.Requests.All);
        Assert.Null(sent.FormValue("client_secret"));
        Assert.Null(sent.Header("Authorization"));
    }

    [Fact]
    public async Task A_secret_in_the_body_is_nowhere_else()
    {
        AuthorizationRequest request = Authorize();

        await ExchangeAsync(Mint(request), request.RedirectUri, SecureText.Reveal(request.CodeVerifier));

        RecordedRequest sent = Assert.Single(Org.Requests.All);
        Assert.Equal(DefaultOrg.ConfidentialClientSecret, sent.FormValue("client_secret"));
        Assert.Null(sent.Header("Authorization"));
        Assert.Equal("", sent.Query);
    }

    [Fact]
    public async Task A_secret_in_a_Basic_header_leaves_the_pair_out_of_the_body()
    {
        AuthorizationRequest request = Authorize();

        await ExchangeAsync(
            Mint(request),
            request.RedirectUri,
            SecureText.Reveal(request.CodeVerifier),
            Client(ClientAuthentication.Basic)
        );

        RecordedRequest sent = Assert.Single(Org.Requests.All);
        Assert.StartsWith("Basic ", sent.Header("Authorization"), StringComparison.Ordinal);
        Assert.Null(sent.FormValue("client_secret"));
        Assert.Null(sent.FormValue("client_id"));
    }

    [Fact]
    public async Task A_site_keeps_its_path()
    {
        string site = Org.MyDomainUrl + "/partners";
        AuthorizationRequest request = AuthorizationUrl.Create(
            new AuthorizationOptions
            {
                LoginUrl = LoginUrl.Parse(site),
                ClientId = DefaultOrg.ConfidentialClientId,
                RedirectUri = DefaultOrg.WebCallback,
            }
        );

        await ExchangeAsync(
            Mint(request),
            request.RedirectUri,
            SecureText.Reveal(request.CodeVerifier),
            Client(loginUrl: site)
        );

        Assert.StartsWith(site + "/services/oauth2/authorize?", request.Url, StringComparison.Ordinal);
        Assert.Equal("/partners" + TokenPath, Assert.Single(Org.Requests.All).Path);
    }

    [Theory]
    [InlineData("wrong-verifier-wrong-verifier-wrong-verifier-123", Problem.CodeVerifierRejected)]
    [InlineData(null, Problem.CodeVerifierMissing)]
    public async Task PKCE_failures_are_told_apart(string? verifier, Problem problem)
    {
        AuthorizationRequest request = Authorize();

        var exception = await Assert.ThrowsAsync<ProtocolException>(() =>
            ExchangeAsync(Mint(request), request.RedirectUri, verifier)
        );

        Assert.Equal(problem, exception.Problem);
    }

    [Fact]
    public async Task A_code_works_once_and_not_for_ever()
    {
        AuthorizationRequest request = Authorize();
        string verifier = SecureText.Reveal(request.CodeVerifier)!;
        string used = Mint(request);
        string late = Mint(request);
        await ExchangeAsync(used, request.RedirectUri, verifier);
        Org.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(
            Problem.CodeExpired,
            (
                await Assert.ThrowsAsync<ProtocolException>(() => ExchangeAsync(used, request.RedirectUri, verifier))
            ).Problem
        );
        Assert.Equal(
            Problem.CodeExpired,
            (
                await Assert.ThrowsAsync<ProtocolException>(() => ExchangeAsync(late, request.RedirectUri, verifier))
            ).Problem
        );
    }

    private AuthorizationRequest Authorize(string clientId = DefaultOrg.ConfidentialClientId) =>
        AuthorizationUrl.Create(
            new AuthorizationOptions { LoginUrl = LoginUrl.Parse(Org.LoginUrl), ClientId = clientId }
        );

    private string Mint(AuthorizationRequest request, string clientId = DefaultOrg.ConfidentialClientId) =>
        Org.MintCode(
            new CodeRequest
            {
                ClientId = clientId,
                RedirectUri = request.RedirectUri,
                CodeChallenge = Form.Read(new Uri(request.Url).Query[1..])["code_challenge"],
            }
        );
}
