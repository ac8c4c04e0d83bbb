using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Keys;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>When a token is asked for, and when what is there, or what another got, is as good.</summary>
public class RefreshAdoptionTests : ConnectionTest
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(5, 20)]
    [InlineData(30, 40)]
    public async Task Another_machine_is_looked_for_four_times_a_second_for_ten_seconds_or_a_timeout(
        int timeout,
        int pauses
    )
    {
        await SaveLoginAsync("prod");
        ConnectionStore store = StoreOfAnotherProcess(timeout);
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "token request is already being processed");
        DateTimeOffset start = Clock.UtcNow;
        string? reason = null;
        Clock.OnPause = _ => reason = store.Transport.Waiting.Reason;

        await Assert.ThrowsAsync<ProtocolException>(() => RefreshSavedAsync("prod", store: store));

        Assert.Equal((pauses, pauses / 4.0), (Clock.Pauses, (Clock.UtcNow - start).TotalSeconds));
        Assert.Contains("Another machine refreshes 'prod'", reason, StringComparison.Ordinal);
        Assert.Null(store.Transport.Waiting.Reason);
    }

    [Fact]
    public async Task Ctrl_C_while_another_machine_refreshes_ends_the_waiting()
    {
        await SaveLoginAsync("prod");
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "token request is already being processed");
        using var stop = new CancellationTokenSource();
        Clock.OnPause = _ => stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RefreshSavedAsync("prod", cancellationToken: stop.Token)
        );

        Assert.Equal(1, Clock.Pauses);
    }

    [Fact]
    public async Task What_is_fresh_is_given_without_a_lock_or_a_question()
    {
        await SaveLoginAsync("prod");
        Vault.OnCall = call => throw new InvalidOperationException(call);
        var options = RefreshOptions.WhenStale(maxAge: null, Clock);

        Token? token = await RefreshSavedAsync(
            "prod",
            options with
            {
                Confirm = _ => throw new InvalidOperationException("asked"),
            }
        );

        Assert.Equal((await SavedAsync("prod")).Response.AccessToken, token!.GetAccessToken());
        Assert.Empty(Org.Requests.All);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(11, 1)]
    public async Task What_is_stale_is_renewed(int minutes, int requests)
    {
        await SaveLoginAsync("prod");
        Clock.Advance(TimeSpan.FromMinutes(minutes));

        await RefreshSavedAsync("prod", RefreshOptions.WhenStale(maxAge: null, Clock));

        Assert.Equal(requests, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task A_dead_token_is_renewed_once_and_whoever_had_it_too_gets_the_new_one()
    {
        await SaveLoginAsync("prod");
        string dead = (await SavedAsync("prod")).Response.AccessToken;

        Token? first = await RefreshSavedAsync("prod", RefreshOptions.InPlaceOf(dead));
        Token? second = await RefreshSavedAsync("prod", RefreshOptions.InPlaceOf(dead));

        Assert.NotEqual(dead, first!.GetAccessToken());
        Assert.Equal(first!.GetAccessToken(), second!.GetAccessToken());
        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task What_could_not_be_saved_is_saved_before_it_is_given_however_fresh()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord pending = await FailToSaveAsync("prod");

        Token? token = await RefreshSavedAsync("prod", new RefreshOptions { IsFresh = _ => true });

        Assert.Equal(pending.Response.AccessToken, token!.GetAccessToken());
        Assert.Equal(pending.Stamp, (await SavedAsync("prod")).Stamp);
        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task What_a_later_sign_in_took_the_place_of_is_forgotten_and_the_login_adopted()
    {
        await SaveLoginAsync("prod");
        await FailToSaveAsync("prod");
        await SaveLoginAsync("prod");

        Token? token = await RefreshSavedAsync("prod");

        Assert.Equal((await SavedAsync("prod")).Response.AccessToken, token!.GetAccessToken());
        Assert.Null(Store.FindPending("prod"));
        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task What_is_on_its_way_stays_so_while_the_vault_does_not_read()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord pending = await FailToSaveAsync("prod");
        Vault.RefusesReads = true;

        var exception = await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));

        Assert.Equal(pending.Response.AccessToken, exception.Token.GetAccessToken());
        Assert.Equal(pending.Stamp, Store.FindPending("prod")!.Record.Stamp);
    }

    [Theory]
    [InlineData(1, null, 2)]
    [InlineData(2, null, 3)]
    [InlineData(3, Problem.SharedLockLost, 3)]
    [InlineData(100, Problem.SharedLockLost, 3)]
    public async Task A_lock_that_was_lost_before_the_sending_is_taken_three_times(int losses, Problem? end, int locks)
    {
        await SaveLoginAsync("prod");
        int taken = 0;
        Vault.OnCall = call => taken += call == "lock" ? 1 : 0;
        Vault.OnRequireHeld = () =>
        {
            if (losses-- > 0)
                throw new StorageException(Problem.SharedLockLost, "The lock is lost.");
        };

        Exception? exception = await Record.ExceptionAsync(() => RefreshSavedAsync("prod"));

        Assert.Equal((end, locks), ((exception as StorageException)?.Problem, taken));
        Assert.Equal(end is null ? 1 : 0, Org.Requests.ToToken("refresh_token").Count(request => request.IsProcessed));
    }

    [Fact]
    public async Task What_another_saved_while_the_lock_was_lost_is_adopted()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord saved = await SavedAsync("prod");
        Vault.OnRequireHeld = () =>
        {
            _ = Vault.WriteAsync("prod", saved.Renew(SampleRecord.Answer(), Clock.UtcNow));
            throw new StorageException(Problem.SharedLockLost, "The lock is lost.");
        };

        Token? token = await RefreshSavedAsync("prod");

        Assert.Equal("access", token!.GetAccessToken());
        Assert.Equal(2, (await SavedAsync("prod")).Generation);
    }

    [Fact]
    public async Task Who_waits_in_this_process_takes_what_the_other_got_and_does_not_ask_the_vault_for_it()
    {
        await SaveLoginAsync("prod");
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.Before,
                Path = TokenPath,
            }
        );
        Task<Token?> first = RefreshSavedAsync("prod");
        await Org.Requests.WaitAsync(TokenPath, "refresh_token", 1, _patience);
        int locks = 0;
        Vault.OnCall = call => locks += call == "lock" ? 1 : 0;
        Task<Token?> second = RefreshSavedAsync("prod");
        Task<Token?> changing = RefreshSavedAsync("prod", new RefreshOptions { Client = client => client });

        Org.Faults.Release();
        Token?[] tokens = await Task.WhenAll(first, second, changing);

        Assert.Equal(tokens[0]!.GetAccessToken(), tokens[1]!.GetAccessToken());
        Assert.NotEqual(tokens[0]!.GetAccessToken(), tokens[2]!.GetAccessToken());
        Assert.Equal((1, 2L), (locks, Org.Requests.TotalCount));
    }

    [Theory]
    [InlineData(ProtocolNames.AccessToken, "'prod' is a bare access token")]
    [InlineData(ProtocolNames.AuthorizationCode, "'prod' was saved without a refresh token")]
    public async Task Why_a_login_cannot_be_renewed_is_said(string grant, string expected)
    {
        ConnectionRecord record = SampleRecord.Of(new AuthorizationGrant { Type = grant }, ("refresh_token", ""));
        await Vault.WriteAsync("prod", record);

        var exception = await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("prod"));

        Assert.Equal(Problem.RefreshTokenMissing, exception.Problem);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_kept_in_a_vault_is_read_before_anything_is_sent()
    {
        await SaveLoginAsync("prod");
        RefreshOptions options = new()
        {
            Client = client =>
                client with
                {
                    ClientSecret = null,
                    Authentication = ClientAuthentication.PrivateKeyJwt,
                    Key = SigningKey.InVault("MyVault", "jwt", password: null),
                },
        };

        var exception = await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("prod", options));

        Assert.Equal(Problem.KeyNotFound, exception.Problem);
        Assert.Contains("'jwt' in the vault 'MyVault'", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Org.Requests.All);
    }
}
