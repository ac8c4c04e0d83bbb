using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using Xunit;

namespace SfOAuth.Tests.Flows;

public class IdentityQueryTests : OrgTest
{
    private const string UserInfoPath = "/services/oauth2/userinfo";

    [Fact]
    public async Task The_identity_URL_tells_whose_the_token_is()
    {
        Identity identity = await AskAsync(Org.Login());

        Assert.Equal(
            (IdentitySource.IdentityUrl, Org.Admin.UserId, Org.OrganizationId),
            (identity.Source, identity.UserId, identity.OrganizationId)
        );
        Assert.Equal((DefaultOrg.Username, "admin", true), (identity.Username, identity.Nickname, identity.IsActive));
        Assert.Equal(
            (Org.Admin.FirstName, Org.Admin.LastName, $"{Org.Admin.FirstName} {Org.Admin.LastName}"),
            (identity.FirstName, identity.LastName, identity.DisplayName)
        );
        Assert.Equal(
            ("STANDARD", "en_US", "en_US", TimeSpan.FromHours(-8)),
            (identity.UserType, identity.Language, identity.Locale, identity.UtcOffset)
        );
        Assert.Equal(Org.MyDomainUrl + "/services/data/v{version}/query/", identity.Urls["query"]);
        Assert.Equal(Org.MyDomainUrl + "/profilephoto/005/T", identity.Photos["thumbnail"]);
        Assert.Equal("America/Los_Angeles", identity.AdditionalFields["timezone"]);
    }

    [Fact]
    public async Task Without_an_identity_URL_userinfo_tells_the_same()
    {
        Identity identity = await AskAsync(Org.Login() with { Id = "" });

        Assert.Equal(
            (IdentitySource.UserInfo, Org.Admin.UserId, Org.OrganizationId),
            (identity.Source, identity.UserId, identity.OrganizationId)
        );
        Assert.Equal((DefaultOrg.Username, "admin", true), (identity.Username, identity.Nickname, identity.IsActive));
        Assert.Equal((Org.Admin.FirstName, Org.Admin.LastName), (identity.FirstName, identity.LastName));
        Assert.Equal(UserInfoPath, Assert.Single(Org.Requests.All).Path);
    }

    [Theory]
    [InlineData("https://login.evil.example/id/00D000000000001AAA/005000000000001AAA")]
    [InlineData("https://login.salesforce.com@evil.example/id/00D000000000001AAA/005000000000001AAA")]
    [InlineData("https://login.salesforce.com:8443/id/00D000000000001AAA/005000000000001AAA")]
    [InlineData("http://login.salesforce.com/id/00D000000000001AAA/005000000000001AAA")]
    [InlineData("javascript:alert(1)")]
    public async Task An_identity_URL_elsewhere_never_sees_the_token(string id)
    {
        Identity identity = await AskAsync(Org.Login() with { Id = id });

        Assert.Equal(IdentitySource.UserInfo, identity.Source);
    }

    [Fact]
    public async Task A_redirect_to_the_instance_is_followed()
    {
        Org.Scenario.IdentityRedirect = Org.MyDomainUrl;

        Identity identity = await AskAsync(Org.Login());

        Assert.Equal(IdentitySource.IdentityUrl, identity.Source);
        Assert.Equal([302, 200], Org.Requests.All.Select(request => request.Status));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://login.salesforce.com")]
    public async Task A_redirect_to_another_host_is_an_error(string elsewhere)
    {
        Org.Scenario.IdentityRedirect = elsewhere;

        var exception = await Assert.ThrowsAsync<TransportException>(() => AskAsync(Org.Login()));

        Assert.Equal(Problem.RedirectRefused, exception.Problem);
        Assert.Single(Org.Requests.All);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        Org.Scenario.IdentityRedirect = Org.LoginUrl;

        var exception = await Assert.ThrowsAsync<TransportException>(() => AskAsync(Org.Login()));

        Assert.Equal(Problem.RedirectRefused, exception.Problem);
        Assert.Equal(4, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task Bad_OAuth_Token_is_a_dead_token_and_userinfo_is_not_asked()
    {
        MintedLogin login = Org.Login();
        Org.Clock.Advance(TimeSpan.FromHours(3));

        var exception = await Assert.ThrowsAsync<ProtocolException>(() => AskAsync(login));

        Assert.Equal(
            (Problem.AccessTokenExpired, "Bad_OAuth_Token", 403),
            (exception.Problem, exception.Error, exception.Status)
        );
        Assert.Single(Org.Requests.All);
    }

    [Fact]
    public async Task Status_401_is_a_dead_token_too()
    {
        Org.Faults.Add(
            new Fault
            {
                Path = "/id/*",
                Action = FaultAction.Status,
                Status = 401,
                Body = "[{\"errorCode\":\"INVALID_SESSION_ID\"}]",
                ContentType = "application/json",
            }
        );

        Assert.Equal(
            Problem.AccessTokenExpired,
            (await Assert.ThrowsAsync<ProtocolException>(() => AskAsync(Org.Login()))).Problem
        );
    }

    [Theory]
    [InlineData("Wrong_Org")]
    [InlineData("Missing_OAuth_Token")]
    public async Task Another_refusal_of_the_identity_URL_leads_to_userinfo(string text)
    {
        Org.Scenario.NextError("identity", 403, text, "");

        Assert.Equal(IdentitySource.UserInfo, (await AskAsync(Org.Login())).Source);
    }

    [Fact]
    public async Task A_token_without_the_scope_says_so()
    {
        var exception = await Assert.ThrowsAsync<ProtocolException>(() =>
            AskAsync(Org.Login(new LoginRequest { Scope = "api" }))
        );

        Assert.Equal((Problem.ScopeMissing, "Invalid_Scope"), (exception.Problem, exception.Error));
        Assert.Equal(2, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task A_page_with_status_403_is_no_refusal()
    {
        Org.Faults.Add(
            new Fault
            {
                Path = "/id/*",
                Action = FaultAction.Html,
                Status = 403,
            }
        );

        Assert.Equal(
            Problem.AnswerHtml,
            (await Assert.ThrowsAsync<TransportException>(() => AskAsync(Org.Login()))).Problem
        );
    }

    [Fact]
    public async Task The_token_goes_in_the_header_alone()
    {
        MintedLogin login = Org.Login();

        await AskAsync(login);

        RecordedRequest request = Assert.Single(Org.Requests.All);
        Assert.Equal(
            ("GET", "", "Bearer " + login.AccessToken),
            (request.Method, request.Query + request.Body, request.Header("Authorization"))
        );
    }

    private Task<Identity> AskAsync(MintedLogin login) =>
        IdentityQuery.SendAsync(
            login.AccessToken,
            LoginUrl.Parse(Org.LoginUrl),
            login.Id,
            login.InstanceUrl,
            Transport(),
            new ManualClock(),
            CancellationToken.None
        );
}
