using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Keys;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>The end of a login at the org, and of one that another has taken the place of.</summary>
public class LoginEndTests : ConnectionTest
{
    private const string RevokePath = "/services/oauth2/revoke";

    [Fact]
    public async Task What_a_new_login_took_the_place_of_ends()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord replaced = await SavedAsync("prod");
        await SaveLoginAsync("prod");

        Assert.Null(await EndReplacedAsync(replaced, await SavedAsync("prod")));

        Assert.Equal(("revoked", true), (Org.Ledger.Families[0].EndedBecause, Org.Ledger.Families[1].IsAlive));
        Assert.Equal(replaced.RefreshToken, Assert.Single(Org.Requests.Find(RevokePath)).FormValue("token"));
    }

    [Fact]
    public async Task What_lived_on_no_refresh_token_ends_too()
    {
        ConnectionRecord replaced = WithoutRefreshToken("old");

        await EndReplacedAsync(replaced, WithoutRefreshToken("new"));

        Assert.Equal("old", Assert.Single(Org.Requests.Find(RevokePath)).FormValue("token"));
    }

    [Fact]
    public async Task What_the_new_login_lives_on_is_left_alone()
    {
        ConnectionRecord replaced = Record("old", "same");

        Assert.Null(await EndReplacedAsync(replaced, Record("new", "same")));
        Assert.Null(await EndReplacedAsync(replaced, Record("old", "other")));
        Assert.Null(await EndReplacedAsync(WithoutRefreshToken("old"), WithoutRefreshToken("old")));

        Assert.Empty(Org.Requests.All);
    }

    [Fact]
    public async Task Why_it_may_still_live_is_said()
    {
        Org.Faults.Add(new Fault { Path = RevokePath, Action = FaultAction.Html });

        Assert.NotNull(await EndReplacedAsync(Record("old", "one"), Record("new", "two")));
    }

    [Fact]
    public async Task The_key_that_proves_the_app_is_read_first_and_one_that_is_not_there_is_said()
    {
        ConnectionRecord record = Record("old", "one")
            .With(client =>
                client with
                {
                    ClientSecret = null,
                    Authentication = ClientAuthentication.PrivateKeyJwt,
                    Key = SigningKey.InVault("v", "jwt", password: null),
                }
            );

        SfOAuthException? failure = await new LoginEnd(Store).RunAsync(record, CancellationToken.None);

        Assert.Equal(Problem.KeyNotFound, failure?.Problem);
        Assert.Empty(Org.Requests.All);
    }

    private Task<string?> EndReplacedAsync(ConnectionRecord replaced, ConnectionRecord successor) =>
        new LoginEnd(Store).OfReplacedAsync(replaced, successor, CancellationToken.None);

    private ConnectionRecord Record(string accessToken, string refreshToken) =>
        SampleRecord.Of(("access_token", accessToken), ("refresh_token", refreshToken)) with
        {
            Client = Client(),
        };

    private ConnectionRecord WithoutRefreshToken(string accessToken) => Record(accessToken, "");
}
