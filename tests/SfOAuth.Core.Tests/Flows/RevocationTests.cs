using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Flows;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Flows;

public class RevocationTests : OrgTest
{
    private const string RevokePath = "/services/oauth2/revoke";

    [Fact]
    public async Task A_refresh_token_that_is_revoked_ends_the_login_and_its_access_tokens()
    {
        MintedLogin login = Org.Login();

        Assert.True(await RevokeAsync(login.RefreshToken!, "refresh_token"));

        Assert.Equal(
            (false, "revoked", 0),
            (Org.Ledger.Families[0].IsAlive, Org.Ledger.Families[0].EndedBecause, Org.Ledger.AccessTokensAlive)
        );
    }

    [Fact]
    public async Task An_access_token_that_is_revoked_leaves_the_login_alone()
    {
        MintedLogin login = Org.Login();

        Assert.True(await RevokeAsync(login.AccessToken));

        Assert.True(Org.Ledger.Families[0].IsAlive);
        Assert.Equal(0, Org.Ledger.AccessTokensAlive);
    }

    [Fact]
    public async Task A_token_the_org_does_not_know_is_as_good_as_revoked()
    {
        MintedLogin login = Org.Login();
        await RevokeAsync(login.RefreshToken!);

        Assert.False(await RevokeAsync(login.RefreshToken!));
    }

    [Fact]
    public async Task An_app_that_has_a_proof_sends_it()
    {
        Assert.True(await RevokeAsync(Org.Login().RefreshToken!, client: Client()));

        Assert.Contains("client_secret", Assert.Single(Org.Requests.All).Form.Select(field => field.Name));
    }

    [Theory]
    [InlineData("invalid_client")]
    [InlineData("invalid_request")]
    [InlineData("unauthorized_client")]
    public async Task An_app_that_is_refused_for_its_proof_asks_once_more_without(string error)
    {
        string token = Org.Login().RefreshToken!;
        Org.Scenario.NextError("revoke", 400, error, "no");

        Assert.True(await RevokeAsync(token, client: Client()));

        Assert.False(Org.Ledger.Families[0].IsAlive);
        Assert.Equal(2, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task An_app_that_is_refused_for_something_else_does_not_ask_again()
    {
        Org.Scenario.NextError("revoke", 400, "unsupported_token_type", "no");

        await Assert.ThrowsAsync<ProtocolException>(() => RevokeAsync(Org.Login().RefreshToken!, client: Client()));

        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task The_token_goes_in_the_body_and_neither_client_nor_secret_goes_along()
    {
        await RevokeAsync(Org.Login().AccessToken, "access_token");

        RecordedRequest request = Assert.Single(Org.Requests.All);
        Assert.Equal(("POST", RevokePath, ""), (request.Method, request.Path, request.Query));
        Assert.Equal(["token", "token_type_hint", "format"], [.. request.Form.Select(field => field.Name)]);
    }

    [Fact]
    public async Task Another_refusal_is_an_error_that_does_not_repeat_the_token()
    {
        string token = Org.Login().RefreshToken!;
        Org.Scenario.NextError("revoke", 400, "unsupported_token_type", "no such type: {token}");

        var exception = await Assert.ThrowsAsync<ProtocolException>(() => RevokeAsync(token));

        Assert.Equal(("unsupported_token_type", "no such type: ***"), (exception.Error, exception.ErrorDescription));
        Assert.True(Org.Ledger.Families[0].IsAlive);
    }

    [Fact]
    public async Task A_page_with_status_200_is_no_revocation()
    {
        Org.Faults.Add(new Fault { Path = RevokePath, Action = FaultAction.Html });

        var exception = await Assert.ThrowsAsync<TransportException>(() => RevokeAsync(Org.Login().RefreshToken!));

        Assert.Equal(Problem.AnswerHtml, exception.Problem);
    }

    private Task<bool> RevokeAsync(string token, string? hint = null, ClientSettings? client = null) =>
        Revocation.SendAsync(
            client ?? PublicClient(),
            token,
            hint,
            Transport(),
            new ManualClock(),
            CancellationToken.None
        );
}
