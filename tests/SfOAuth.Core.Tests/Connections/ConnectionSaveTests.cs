using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>The way of a new token into a vault whose word is not enough.</summary>
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

    [Fact]
    public async Task What_could_not_be_read_again_is_not_shown_to_the_vault_and_stays_with_this_process()
    {
        // An empty secret is read as none.
        ConnectionRecord record = SampleRecord.Of().With(client => client with { ClientSecret = "" });

        ConnectionNotSavedException exception = await FailAsync(record, before: null);

        AssertSays(exception, "'prod' could not be read again");
        Assert.Equal((0, 0), (Vault.Writes, Clock.Pauses));
        Assert.Same(record, Store.FindPending("prod")!.Record);
    }

    [Fact]
    public async Task A_vault_that_drops_every_write_is_named_after_three_seconds()
    {
        DateTimeOffset start = Clock.UtcNow;
        Vault.OnCall = _ => Vault.DropsNextWrite = true;

        ConnectionNotSavedException exception = await FailAsync(SampleRecord.Of(), before: null);

        AssertSays(exception, "'Memory' took the connection 'prod' without an error, and does not have it");
        Assert.Equal((6, 5, 3.0), (Vault.Writes, Clock.Pauses, (Clock.UtcNow - start).TotalSeconds));
    }

    [Fact]
    public async Task What_a_vault_throws_is_told_by_its_kind_and_not_quoted()
    {
        Vault.OnCall = _ => throw new InvalidOperationException("planted");

        ConnectionNotSavedException exception = await FailAsync(SampleRecord.Of(), before: null);

        AssertSays(exception, "'Memory' failed to save the connection 'prod' (InvalidOperationException)");
        Assert.DoesNotContain("planted", exception.ToString(), StringComparison.Ordinal);
        Assert.Equal("access", exception.Token.GetAccessToken());
    }

    [Theory]
    [InlineData("refresh", 0)]
    [InlineData("another", 1)]
    public async Task Only_a_refresh_token_that_nobody_else_has_is_read_back(string refreshToken, int expected)
    {
        ConnectionRecord before = SampleRecord.Of();
        ConnectionRecord renewed = before.Renew(SampleRecord.Answer(("refresh_token", refreshToken)), Clock.UtcNow);
        int reads = 0;
        Vault.OnRead = _ => reads++;

        ConnectionRecord saved = await Store.SaveAsync("prod", renewed, before);

        Assert.Equal((renewed.Stamp, expected), (saved.Stamp, reads));
        Assert.Null(Store.FindPending("prod"));
    }

    [Fact]
    public async Task What_an_earlier_call_could_not_save_is_read_back_too()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord pending = await FailToSaveAsync("prod");
        Vault.DropsNextWrite = true;

        await RefreshSavedAsync("prod", new RefreshOptions { IsFresh = record => record.IsSameAs(pending) });

        Assert.Equal(pending.Stamp, (await SavedAsync("prod")).Stamp);
        Assert.Equal(1, Org.Requests.TotalCount);
    }

    private Task<ConnectionNotSavedException> FailAsync(ConnectionRecord record, ConnectionRecord? before) =>
        Assert.ThrowsAsync<ConnectionNotSavedException>(() => Store.SaveAsync("prod", record, before));

    private static void AssertSays(ConnectionNotSavedException exception, string what)
    {
        Assert.Equal(Problem.ConnectionNotSaved, ((StorageException)exception.InnerException!).Problem);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
    }
}
