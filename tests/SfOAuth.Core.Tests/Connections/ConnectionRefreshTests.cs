using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using Xunit;

namespace SfOAuth.Tests.Connections;

public class ConnectionRefreshTests : ConnectionTest
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refreshing_again_and_again_keeps_the_login_alive(bool rotation)
    {
        Org.Scenario.RotateRefreshTokens = rotation;
        await SaveLoginAsync("prod");

        for (int round = 0; round < 5; round++)
            Assert.NotNull(await RefreshSavedAsync("prod"));

        Assert.True(Assert.Single(Org.Ledger.Families).IsAlive);
        Assert.Equal(6, (await Vault.ReadAsync("prod", CancellationToken.None))!.Generation);
        Assert.Equal(5, Org.Requests.TotalCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task However_many_ask_at_once_one_asks_the_org_and_all_have_one_token(bool rotation)
    {
        const int Callers = 64;
        Org.Scenario.RotateRefreshTokens = rotation;
        await SaveLoginAsync("prod");
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.Before,
                Path = TokenPath,
            }
        );
        using var seen = new CountdownEvent(Callers);
        // Half of them in this process, half as another process would.
        ConnectionStore[] processes = [Store, StoreOfAnotherProcess(), StoreOfAnotherProcess()];
        var options = new RefreshOptions
        {
            Confirm = _ =>
            {
                seen.Signal();
                return Task.FromResult(true);
            },
        };

        Task<Token?>[] callers =
        [
            .. Enumerable
                .Range(0, Callers)
                .Select(i => Task.Run(() => RefreshSavedAsync("prod", options, processes[i % processes.Length]))),
        ];
        Assert.True(seen.Wait(_patience));
        await Org.Requests.WaitAsync(TokenPath, "refresh_token", 1, _patience);
        Org.Faults.Release();
        Token?[] tokens = await Task.WhenAll(callers);

        Assert.Equal(1, Org.Requests.TotalCount);
        Assert.Single(tokens.Select(token => token!.GetAccessToken()).Distinct());
        Assert.True(Assert.Single(Org.Ledger.Families).IsAlive);
    }

    [Fact]
    public async Task The_token_comes_out_only_after_it_is_saved_and_with_the_error_if_it_could_not_be()
    {
        await SaveLoginAsync("prod");
        Vault.RefusedWrites = int.MaxValue;

        var exception = await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));

        Assert.Equal(Org.Ledger.Families[0].RefreshToken, SecureText.Reveal(exception.Token.RefreshToken));
    }

    [Fact]
    public async Task A_vault_that_refuses_for_a_moment_is_tried_again()
    {
        await SaveLoginAsync("prod");
        Vault.RefusedWrites = 3;

        Assert.NotNull(await RefreshSavedAsync("prod"));

        Assert.Equal(3, Clock.Pauses);
        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task A_vault_that_drops_a_write_is_found_out_by_reading_back()
    {
        await SaveLoginAsync("prod");
        Vault.DropsNextWrite = true;

        await RefreshSavedAsync("prod");

        Assert.Equal(2, (await Vault.ReadAsync("prod", CancellationToken.None))!.Generation);
    }

    [Fact]
    public async Task A_vault_that_hangs_is_not_waited_for_again_and_again()
    {
        await SaveLoginAsync("prod");
        int writes = Vault.Writes;
        Vault.TimesOut = true;

        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));

        Assert.Equal(writes + 1, Vault.Writes);
    }

    [Fact]
    public async Task The_next_call_saves_what_could_not_be_saved_before_it_refreshes()
    {
        await SaveLoginAsync("prod");
        Vault.RefusedWrites = int.MaxValue;
        var refused = await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));
        // What came with the error is the caller's, who may be done with it.
        refused.Token.RefreshToken!.Dispose();
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));
        Assert.Equal(1, Org.Requests.TotalCount);
        Vault.RefusedWrites = 0;

        Assert.NotNull(await RefreshSavedAsync("prod"));

        Assert.True(Assert.Single(Org.Ledger.Families).IsAlive);
        Assert.Equal(3, (await Vault.ReadAsync("prod", CancellationToken.None))!.Generation);
    }

    [Fact]
    public async Task What_could_not_be_saved_is_forgotten_with_its_connection()
    {
        await SaveLoginAsync("prod");
        Vault.RefusedWrites = int.MaxValue;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));
        Vault.RefusedWrites = 0;

        await Store.RemoveAsync("prod", CancellationToken.None);

        Assert.Equal(
            Problem.ConnectionNotFound,
            (await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("prod"))).Problem
        );
    }

    [Fact]
    public async Task What_could_not_be_saved_does_not_overwrite_a_later_sign_in()
    {
        await SaveLoginAsync("prod");
        Vault.RefusedWrites = int.MaxValue;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));
        Vault.RefusedWrites = 0;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SaveLoginAsync("prod");

        await RefreshSavedAsync("prod");

        Assert.Equal(
            Org.Ledger.Families[1].RefreshToken,
            (await Vault.ReadAsync("prod", CancellationToken.None))!.RefreshToken
        );
    }

    [Fact]
    public async Task A_refusal_leaves_what_is_saved_as_it_was()
    {
        await SaveLoginAsync("prod");
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "inactive user");

        await Assert.ThrowsAsync<ProtocolException>(() => RefreshSavedAsync("prod"));

        Assert.Equal(1, Vault.Writes);
        Assert.NotNull(await RefreshSavedAsync("prod"));
    }

    [Fact]
    public async Task What_another_machine_is_refreshing_is_adopted_and_not_asked_for_again()
    {
        await SaveLoginAsync("prod");
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "token request is already being processed", 1);
        ConnectionRecord mine = (await Vault.ReadAsync("prod", CancellationToken.None))!;
        TokenResponse theirs = TokenResponse.From(
            new() { ["access_token"] = "theirs", ["refresh_token"] = "next" },
            "x"
        );
        Clock.OnPause = pause =>
        {
            if (pause == 5)
                _ = Vault.WriteAsync("prod", mine.Renew(theirs, Clock.UtcNow));
        };

        Token? token = await RefreshSavedAsync("prod");

        Assert.Equal("theirs", token!.GetAccessToken());
        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task Another_machine_that_never_saves_is_not_waited_for_for_ever()
    {
        await SaveLoginAsync("prod");
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "token request is already being processed", 1);

        Assert.Equal(
            Problem.RefreshInProgress,
            (await Assert.ThrowsAsync<ProtocolException>(() => RefreshSavedAsync("prod"))).Problem
        );
        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task No_leave_no_request()
    {
        await SaveLoginAsync("prod");

        Assert.Null(
            await RefreshSavedAsync(
                "prod",
                new RefreshOptions
                {
                    Confirm = request => Task.FromResult(request.ToString().Contains("5Aep", StringComparison.Ordinal)),
                }
            )
        );

        Assert.Empty(Org.Requests.All);
    }

    [Fact]
    public async Task A_rotated_consumer_secret_is_used_and_saved()
    {
        await SaveLoginAsync("prod");
        Org.ConfidentialApp.ClientSecret = "rotated-secret";

        await Assert.ThrowsAsync<ProtocolException>(() => RefreshSavedAsync("prod"));
        await RefreshSavedAsync("prod", new RefreshOptions { Client = _ => Client(secret: "rotated-secret") });

        Assert.NotNull(await RefreshSavedAsync("prod"));
    }

    [Fact]
    public async Task What_is_missing_or_cannot_be_read_is_said()
    {
        Vault.Put("broken", "not json");
        Vault.Put("newer", """{"version":"99"}""");
        await SaveLoginAsync("short", "api");

        Assert.Equal(
            Problem.ConnectionNotFound,
            (await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("nobody"))).Problem
        );
        Assert.Equal(
            Problem.ConnectionUnreadable,
            (await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("broken"))).Problem
        );
        Assert.Contains(
            "newer version",
            (await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("newer"))).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            Problem.RefreshTokenMissing,
            (await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("short"))).Problem
        );
    }

    [Fact]
    public async Task A_connection_removed_while_its_lock_was_waited_for_is_not_brought_back()
    {
        await SaveLoginAsync("prod");

        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            RefreshSavedAsync(
                "prod",
                new RefreshOptions
                {
                    Confirm = async _ =>
                    {
                        await Store.RemoveAsync("prod", CancellationToken.None);
                        return true;
                    },
                }
            )
        );

        Assert.Equal(Problem.ConnectionNotFound, exception.Problem);
        Assert.Empty(Org.Requests.All);
    }
}
