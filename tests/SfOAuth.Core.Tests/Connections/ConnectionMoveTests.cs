using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>A login on its way from one vault to another: at no time is it in neither, and never is one lost.</summary>
public class ConnectionMoveTests : ConnectionTest
{
    private readonly MemoryVault _other = new() { Name = "Other", LockKey = "Other" };
    private readonly List<string> _calls = [];
    private ConnectionStore? _there;

    private ConnectionStore There => _there ??= StoreOf(_other);

    [Fact]
    public async Task It_is_written_there_before_it_is_removed_here()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord saved = await SavedAsync("prod");
        Watch();

        ConnectionRecord moved = await MoveAsync();

        Assert.True(moved.IsSameLoginAs(saved));
        Assert.True((await SavedThereAsync())!.IsSameLoginAs(saved));
        Assert.Null(await SavedAsync("prod"));
        Assert.Equal(["lock Memory", "lock Other", "prepare Other", "write Other", "remove Memory"], _calls);
    }

    [Fact]
    public async Task Both_directions_begin_with_the_same_lock()
    {
        await SaveLoginAsync("prod");
        await MoveAsync();
        Watch();

        await new ConnectionMove(There, Store).RunAsync("prod", CancellationToken.None);

        Assert.Equal(["lock Memory", "lock Other"], _calls.Take(2));
        Assert.NotNull(await SavedAsync("prod"));
    }

    [Fact]
    public async Task Both_locks_are_given_back()
    {
        await SaveLoginAsync("prod");

        await MoveAsync();

        using IConnectionLock here = await StoreOfAnotherProcess().TakeLockAsync("prod", default);
        using IConnectionLock there = await StoreOf(_other).TakeLockAsync("prod", default);
        Assert.Equal(("", ""), (here.ReadNote(), there.ReadNote()));
    }

    [Fact]
    public async Task Into_the_vault_that_has_it_is_no_move()
    {
        await SaveLoginAsync("prod");
        Watch();

        var exception = await FailAsync<SfOAuthException>(StoreOf(new MemoryVault { Name = "MEMORY", LockKey = "x" }));

        AssertSays(exception, Problem.ParameterInvalid, "'prod' is in the vault 'MEMORY' already");
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Into_another_name_of_the_same_store_is_no_move()
    {
        await SaveLoginAsync("prod");
        Watch();

        var exception = await FailAsync<SfOAuthException>(StoreOf(new MemoryVault { Name = "B", LockKey = "MEMORY" }));

        AssertSays(exception, Problem.ParameterInvalid, "'Memory' and 'B' are one store; 'prod' is in both");
        Assert.Empty(_calls);
        Assert.NotNull(await SavedAsync("prod"));
    }

    [Fact]
    public async Task One_that_is_not_here_is_said()
    {
        Watch();

        var exception = await FailAsync<StorageException>(There);

        AssertSays(exception, Problem.ConnectionNotFound, "'prod' is saved in the vault 'Memory'");
        Assert.Equal(["lock Memory", "lock Other"], _calls);
    }

    [Fact]
    public async Task What_could_not_be_saved_is_what_moves()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord pending = await FailToSaveAsync("prod");

        ConnectionRecord moved = await MoveAsync();

        Assert.Equal((pending.Stamp, 2), (moved.Stamp, moved.Generation));
        Assert.Equal(Org.Ledger.Families[0].RefreshToken, (await SavedThereAsync())!.RefreshToken);
        Assert.Null(Store.FindPending("prod"));
        Assert.Null(await SavedAsync("prod"));
    }

    [Fact]
    public async Task A_new_login_that_was_never_saved_moves_and_nothing_is_removed()
    {
        Vault.RefusedWrites = int.MaxValue;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() =>
            Store.SaveAsync("prod", SampleRecord.Of(), before: null)
        );
        Watch();

        await MoveAsync();

        Assert.NotNull(await SavedThereAsync());
        Assert.Null(Store.FindPending("prod"));
        Assert.DoesNotContain("remove Memory", _calls);
    }

    [Fact]
    public async Task Another_login_of_the_name_stays_and_so_does_this_one()
    {
        await SaveLoginAsync("prod");
        await _other.WriteAsync("prod", SampleRecord.Of());
        Watch();

        var exception = await FailAsync<StorageException>(There);

        AssertSays(exception, Problem.ConnectionExists, "'Other' has another login 'prod'. 'prod' stays in 'Memory'");
        Assert.Equal("refresh", (await SavedThereAsync())!.RefreshToken);
        Assert.NotNull(await SavedAsync("prod"));
        Assert.Equal(["lock Memory", "lock Other"], _calls);
    }

    [Fact]
    public async Task Another_login_that_is_on_its_way_there_is_not_written_over()
    {
        await SaveLoginAsync("prod");
        await FailToSaveThereAsync(SampleRecord.Of(), before: null);

        AssertSays(await FailAsync<StorageException>(There), Problem.ConnectionExists, "'prod'");

        Assert.NotNull(await SavedAsync("prod"));
    }

    [Fact]
    public async Task A_move_that_was_cut_off_is_ended_by_the_same_move_done_again()
    {
        await SaveLoginAsync("prod");
        await _other.WriteAsync("prod", await SavedAsync("prod"));
        Watch();

        await MoveAsync();

        Assert.Equal(["lock Memory", "lock Other", "remove Memory"], _calls);
        Assert.NotNull(await SavedThereAsync());
    }

    [Fact]
    public async Task What_was_refreshed_there_since_a_cut_off_move_is_another_login()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord saved = await SavedAsync("prod");
        await _other.WriteAsync("prod", saved);
        await FailToSaveThereAsync(saved.Renew(SampleRecord.Answer(), Clock.UtcNow), saved);

        AssertSays(await FailAsync<StorageException>(There), Problem.ConnectionExists, "'prod'");

        Assert.NotNull(await SavedAsync("prod"));
    }

    [Fact]
    public async Task A_vault_that_drops_it_is_found_out_and_it_stays_here()
    {
        await SaveLoginAsync("prod");
        _other.DropsNextWrite = true;

        var exception = await FailAsync<StorageException>(There);

        AssertSays(exception, Problem.ConnectionNotMoved, "'Other' did not keep 'prod', which stays in 'Memory'");
        Assert.NotNull(await SavedAsync("prod"));
    }

    [Fact]
    public async Task A_vault_that_could_take_nothing_is_not_written_to()
    {
        await SaveLoginAsync("prod");
        _other.OnCall = call =>
        {
            if (call == "prepare")
                throw new StorageException(Problem.VaultFull, "The vault is full.");
        };

        Assert.Equal(Problem.VaultFull, (await FailAsync<StorageException>(There)).Problem);

        Assert.Equal(0, _other.Writes);
        Assert.NotNull(await SavedAsync("prod"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_a_lock_was_lost_nothing_is_removed(bool here)
    {
        await SaveLoginAsync("prod");
        (here ? Vault : _other).OnRequireHeld = () =>
            throw new StorageException(Problem.SharedLockLost, "The lock is lost.");

        Assert.Equal(Problem.SharedLockLost, (await FailAsync<StorageException>(There)).Problem);

        Assert.NotNull(await SavedAsync("prod"));
    }

    private Task<ConnectionRecord?> SavedThereAsync() => _other.ReadAsync("prod", CancellationToken.None);

    /// <summary>What the other vault refuses, so that it is on its way there.</summary>
    private async Task FailToSaveThereAsync(ConnectionRecord record, ConnectionRecord? before)
    {
        _other.RefusedWrites = int.MaxValue;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => There.SaveAsync("prod", record, before));
        _other.RefusedWrites = 0;
    }

    private Task<ConnectionRecord> MoveAsync() =>
        new ConnectionMove(Store, There).RunAsync("prod", CancellationToken.None);

    private Task<T> FailAsync<T>(ConnectionStore to)
        where T : Exception => Assert.ThrowsAsync<T>(() => new ConnectionMove(Store, to).RunAsync("prod", default));

    private static void AssertSays(SfOAuthException exception, Problem problem, string what)
    {
        Assert.Equal(problem, exception.Problem);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
    }

    private void Watch()
    {
        Vault.OnCall = call => _calls.Add(call + " Memory");
        _other.OnCall = call => _calls.Add(call + " Other");
    }
}
