using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Flows;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Flows;

public class IntrospectionTests : OrgTest
{
    private const string IntrospectPath = "/services/oauth2/introspect";

    [Theory]
    [InlineData(ClientAuthentication.Body)]
    [InlineData(ClientAuthentication.Basic)]
    public async Task The_org_tells_whose_a_live_token_is_and_when_it_ends(ClientAuthentication authentication)
    {
        MintedLogin login = Org.Login(new LoginRequest { Scope = "api refresh_token" });

        TokenInfo info = await IntrospectAsync(login.AccessToken, client: Client(authentication));

        Assert.Equal(
            (true, "access_token", DefaultOrg.ConfidentialClientId, DefaultOrg.Username),
            (info.Active, info.TokenType, info.ClientId, info.Username)
        );
        Assert.Equal(["api", "refresh_token"], info.Scope);
        Assert.Equal(TimeSpan.FromHours(2), info.ExpiresAt - info.IssuedAt);
        Assert.Equal((login.Id, Org.OrganizationId, Org.Admin.UserId), (info.Id, info.OrganizationId, info.UserId));
        Assert.Empty(info.AdditionalFields);
    }

    [Fact]
    public async Task A_refresh_token_has_no_end()
    {
        TokenInfo info = await IntrospectAsync(Org.Login().RefreshToken!, "refresh_token");

        Assert.Equal((true, "refresh_token", null), (info.Active, info.TokenType, info.ExpiresAt));
        Assert.Equal("refresh_token", Org.Requests.All[0].FormValue("token_type_hint"));
    }

    [Fact]
    public async Task A_dead_token_is_inactive_and_no_error()
    {
        TokenInfo info = await IntrospectAsync("00D000000000001!nobody");

        Assert.Equal((false, null, null), (info.Active, info.Username, info.ExpiresAt));
        Assert.Equal("inactive token", info.ToString());
    }

    [Fact]
    public async Task The_token_goes_in_the_body_of_one_request_that_names_no_grant()
    {
        await IntrospectAsync(Org.Login().AccessToken);

        RecordedRequest request = Assert.Single(Org.Requests.All);
        Assert.Equal(("POST", IntrospectPath, ""), (request.Method, request.Path, request.Query));
        Assert.DoesNotContain("grant_type", request.Form.Select(field => field.Name));
    }

    [Fact]
    public async Task An_app_without_secret_and_key_sends_nothing()
    {
        var exception = await Assert.ThrowsAsync<SfOAuthException>(() =>
            IntrospectAsync("any-token", client: PublicClient())
        );

        Assert.Equal(Problem.ClientProofMissing, exception.Problem);
        Assert.Empty(Org.Requests.All);
    }

    [Fact]
    public async Task A_refusal_does_not_repeat_the_token()
    {
        string token = Org.Login().AccessToken;
        Org.Scenario.NextError("introspect", 400, "invalid_client", "invalid client credentials for {token}");

        var exception = await Assert.ThrowsAsync<ProtocolException>(() => IntrospectAsync(token));

        Assert.Equal(
            (Problem.ClientSecretInvalid, "invalid client credentials for ***"),
            (exception.Problem, exception.ErrorDescription)
        );
    }

    [Fact]
    public async Task An_answer_that_does_not_say_whether_it_is_active_is_none()
    {
        Org.Faults.Add(
            new Fault
            {
                Path = IntrospectPath,
                Action = FaultAction.Status,
                Status = 200,
                Body = "{\"username\":\"x\"}",
                ContentType = "application/json",
            }
        );

        var exception = await Assert.ThrowsAsync<TransportException>(() => IntrospectAsync("any-token"));

        Assert.Equal(Problem.AnswerIncomplete, exception.Problem);
    }

    [Fact]
    public async Task A_busy_org_is_asked_again()
    {
        string token = Org.Login().AccessToken;
        Org.Faults.Add(
            new Fault
            {
                Path = IntrospectPath,
                Action = FaultAction.Status,
                Status = 503,
            }
        );

        Assert.True((await IntrospectAsync(token)).Active);

        Assert.Equal(2, Org.Requests.TotalCount);
    }

    private Task<TokenInfo> IntrospectAsync(
        string token,
        string hint = "access_token",
        ClientSettings? client = null
    ) =>
        Introspection.SendAsync(
            client ?? Client(),
            token,
            hint,
            Transport(),
            new ManualClock(),
            CancellationToken.None
        );
}
