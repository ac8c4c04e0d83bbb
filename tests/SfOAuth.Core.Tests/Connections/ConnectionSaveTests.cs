using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

public class ConnectionSaveTests : ConnectionTest
{
    [Fact]
    public async Task A_record_that_could_not_be_read_again_replaces_nothing_and_goes_to_the_caller()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord saved = (await Vault.ReadAsync("prod", CancellationToken.None))!;
        TokenResponse answer = TokenResponse.From(new() { ["access_token"] = "next", ["refresh_token"] = "new" }, "x");
        ConnectionRecord broken = saved.Renew(answer, Clock.UtcNow) with
        {
            Client = saved.Client with { ClientId = null! },
        };

        var exception = await Assert.ThrowsAsync<ConnectionNotSavedException>(() =>
            Store.SaveAsync("prod", broken, saved)
        );

        Assert.Equal("next", exception.Token.GetAccessToken());
        Assert.True((await Vault.ReadAsync("prod", CancellationToken.None))!.IsSameLoginAs(saved));
    }

    [Fact]
    public async Task What_two_vaults_of_one_store_share_is_not_moved_and_not_lost()
    {
        await SaveLoginAsync("prod");
        var move = new ConnectionMove(Store, StoreOfAnotherProcess());

        var exception = await Assert.ThrowsAsync<SfOAuthException>(() => move.RunAsync("prod", CancellationToken.None));

        Assert.Equal(Problem.ParameterInvalid, exception.Problem);
        Assert.NotNull(await Vault.ReadAsync("prod", CancellationToken.None));
    }
}
