using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.Connections;

public class ConnectionSignOutTests : ConnectionTest
{
    private const string RevokePath = "/services/oauth2/revoke";

    [Fact]
    public async Task The_login_ends_at_the_org_and_is_forgotten()
    {
        await SaveLoginAsync("prod");

        Assert.Null(await SignOutAsync());

        Assert.Equal("revoked", Org.Ledger.Families[0].EndedBecause);
        Assert.Null(await SavedAsync());
    }

    [Fact]
    public async Task Without_a_refresh_token_the_access_token_ends()
    {
        await SaveLoginAsync("prod", "api");

        await SignOutAsync();

        Assert.Equal(0, Org.Ledger.AccessTokensAlive);
        Assert.Null(await SavedAsync());
    }

    [Fact]
    public async Task A_login_that_is_dead_already_is_forgotten()
    {
        await SaveLoginAsync("prod");
        Org.Reset();

        Assert.Null(await SignOutAsync());

        Assert.Null(await SavedAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_machine_may_have_saved_since_the_lock_was_lost_stays(bool signsOut)
    {
        await SaveLoginAsync("prod");
        Vault.OnRequireHeld = () => throw new StorageException(Problem.SharedLockLost, "lost");

        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            signsOut ? SignOutAsync() : Store.RemoveAsync("prod", CancellationToken.None)
        );

        Assert.Equal(Problem.SharedLockLost, exception.Problem);
        Assert.NotNull(await SavedAsync());
    }

    [Fact]
    public async Task A_login_that_could_not_be_ended_stays_saved()
    {
        await SaveLoginAsync("prod");
        Org.Faults.Add(new Fault { Path = RevokePath, Action = FaultAction.Html });

        var exception = await Assert.ThrowsAsync<StorageException>(() => SignOutAsync());

        Assert.Equal(Problem.AnswerHtml, exception.Problem);
        Assert.Contains("'prod' is still saved", exception.Message, System.StringComparison.Ordinal);
        Assert.NotNull(await RefreshSavedAsync("prod"));
    }

    [Fact]
    public async Task By_force_it_is_forgotten_all_the_same()
    {
        await SaveLoginAsync("prod");
        Org.Faults.Add(new Fault { Path = RevokePath, Action = FaultAction.Html });

        Assert.Equal(Problem.AnswerHtml, (await SignOutAsync(force: true))?.Problem);

        Assert.Null(await SavedAsync());
        Assert.True(Org.Ledger.Families[0].IsAlive);
    }

    [Fact]
    public async Task Tokens_that_could_not_be_saved_are_those_that_end()
    {
        await SaveLoginAsync("prod");
        Vault.RefusedWrites = 100;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));
        Vault.RefusedWrites = 0;

        await SignOutAsync();

        Assert.Equal(("revoked", 1L), (Org.Ledger.Families[0].EndedBecause, Org.Ledger.Families[0].RefreshCount));
        Assert.Null(await SavedAsync());
        Assert.Equal(
            Problem.ConnectionNotFound,
            (await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("prod"))).Problem
        );
    }

    [Fact]
    public async Task A_later_sign_in_elsewhere_counts_more_than_tokens_that_could_not_be_saved()
    {
        await SaveLoginAsync("prod");
        Vault.RefusedWrites = 100;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));
        Vault.RefusedWrites = 0;
        Clock.Advance(System.TimeSpan.FromMinutes(1));
        await SaveLoginAsync("prod");

        await SignOutAsync();

        Assert.Equal((true, "revoked"), (Org.Ledger.Families[0].IsAlive, Org.Ledger.Families[1].EndedBecause));
    }

    [Fact]
    public async Task A_refresh_on_its_way_is_waited_for_and_its_token_ends()
    {
        await SaveLoginAsync("prod");
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.After,
                Path = TokenPath,
            }
        );
        Task<Token?> refresh = RefreshSavedAsync("prod");
        await Org.Requests.WaitAsync(TokenPath, null, 1, System.TimeSpan.FromSeconds(30), processed: true);
        Task<SfOAuthException?> signOut = StoreOfAnotherProcess()
            .SignOutAsync("prod", force: false, CancellationToken.None);

        Org.Faults.Release();

        Assert.NotNull(await refresh);
        Assert.Null(await signOut);
        Assert.Equal("revoked", Org.Ledger.Families[0].EndedBecause);
        Assert.Null(await SavedAsync());
    }

    [Fact]
    public async Task One_that_is_not_saved_is_named_and_nothing_is_sent()
    {
        Assert.Equal(
            Problem.ConnectionNotFound,
            (await Assert.ThrowsAsync<StorageException>(() => SignOutAsync())).Problem
        );

        Assert.Empty(Org.Requests.All);
    }

    private Task<SfOAuthException?> SignOutAsync(bool force = false) =>
        Store.SignOutAsync("prod", force, CancellationToken.None);

    private Task<ConnectionRecord?> SavedAsync() => Vault.ReadAsync("prod", CancellationToken.None);
}
