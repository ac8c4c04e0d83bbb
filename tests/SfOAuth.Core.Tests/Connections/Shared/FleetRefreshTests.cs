using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Locking;
using Xunit;

namespace SfOAuth.Tests.Connections.Shared;

/// <summary>Many machines and one login, under rotation: whoever sends a refresh token twice ends it.</summary>
public sealed class FleetRefreshTests : FleetTest
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [AzuriteFact]
    public async Task Eight_machines_with_four_callers_each_cost_one_request()
    {
        List<Machine> machines = [await FirstMachineAsync()];
        machines.AddRange(Enumerable.Range(1, 7).Select(_ => NewMachine()));
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.Before,
                Path = TokenPath,
            }
        );
        var looked = new CountdownEvent(machines.Count);
        machines.ForEach(machine => machine.Link.OnDone = Once(() => looked.Signal()));

        Task<ConnectionRecord?>[] calls =
        [
            .. machines.SelectMany(machine => Enumerable.Range(0, 4).Select(_ => machine.RefreshAsync())),
        ];
        // Nobody's refresh comes to an end before everybody has seen the record that is to be refreshed.
        Assert.True(await Task.Run(() => looked.Wait(_patience)));
        await Org.Requests.WaitAsync(TokenPath, null, 1, _patience);
        Org.Faults.Clear();
        ConnectionRecord?[] records = await Task.WhenAll(calls);

        Assert.Equal(1, TokenRequests);
        Assert.Equal(32, records.Length);
        Assert.Single(records.Select(record => record!.Response.AccessToken).Distinct());
        await AssertAliveAsync(machines[7]);
    }

    [AzuriteTheory]
    [InlineData(20)]
    public Task Round_after_round_of_three_machines_loses_no_login(int rounds) => RunRoundsAsync(rounds);

    [AzuriteTheory]
    [Trait("Category", "Stress")]
    [InlineData(500)]
    public Task Hundreds_of_rounds_lose_no_login(int rounds) => RunRoundsAsync(rounds);

    [AzuriteFact]
    public async Task A_machine_that_died_with_the_lock_before_it_noted_anything_holds_up_nobody_beyond_its_lease()
    {
        Machine dead = await FirstMachineAsync();
        using IConnectionLock abandoned = await dead.Vault.LockAsync("prod", CancellationToken.None);
        Cut(dead);
        Machine other = NewMachine();
        Task<ConnectionRecord?> refresh = other.RefreshAsync();
        await EndLeaseAsync();

        Assert.Equal(2, (await refresh)!.Generation);
        Assert.Equal(1, TokenRequests);
    }

    [AzuriteFact]
    public async Task Who_waits_for_the_lock_has_what_was_saved_without_it()
    {
        Machine holder = await FirstMachineAsync();
        Machine waiting = NewMachine();
        var waits = new TaskCompletionSource<bool>();
        waiting.Link.OnDone = call =>
        {
            if (call == "PUT lock lease acquire")
                waits.TrySetResult(true);
            return Task.CompletedTask;
        };
        using IConnectionLock held = await holder.Vault.LockAsync("prod", CancellationToken.None);
        Task<ConnectionRecord?> refresh = waiting.RefreshAsync();
        await waits.Task.WaitAsync(_patience);

        ConnectionRecord saved = (await holder.Vault.ReadAsync("prod", CancellationToken.None))!;
        ConnectionRecord next = saved with { Generation = 2, ObtainedAt = saved.ObtainedAt.AddMinutes(1) };
        await holder.Vault.ReplaceAsync("prod", next, saved.Stamp);

        Assert.Equal(next.Stamp, (await refresh.WaitAsync(_patience))!.Stamp);
        Assert.Equal(0, TokenRequests);
    }

    [AzuriteFact]
    public async Task A_machine_that_stood_still_before_it_sent_sends_nothing_and_adopts()
    {
        Machine frozen = await FirstMachineAsync(graceSeconds: -28);
        Machine other = NewMachine();
        ConnectionRecord? theirs = null;
        frozen.Link.OnDone = async call =>
        {
            if (call != "PUT record metadata" || theirs is not null)
                return;
            await EndLeaseAsync();
            theirs = await other.RefreshAsync();
            frozen.Clock.Offset = TimeSpan.FromMinutes(2);
        };

        ConnectionRecord? adopted = await frozen.RefreshAsync();

        Assert.Equal((2, theirs!.Stamp, 1), (adopted!.Generation, adopted.Stamp, TokenRequests));
        frozen.Clock.Offset = TimeSpan.Zero;
        await AssertAliveAsync(frozen);
    }

    [AzuriteFact]
    public async Task A_machine_that_stood_still_after_it_sent_saves_and_the_others_wait_for_it()
    {
        Machine frozen = await FirstMachineAsync();
        Machine other = NewMachine();
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.After,
                Path = TokenPath,
            }
        );
        Task<ConnectionRecord?> sent = frozen.RefreshAsync();
        await Org.Requests.WaitAsync(TokenPath, null, 1, _patience, processed: true);
        await EndLeaseAsync();
        var waits = new TaskCompletionSource<bool>();
        other.Link.OnDone = call =>
        {
            if (other.Link.Calls.Count(passed => passed == "GET record") > 2)
                waits.TrySetResult(true);
            return Task.CompletedTask;
        };

        Task<ConnectionRecord?> waiting = other.RefreshAsync();
        await waits.Task.WaitAsync(_patience);
        Org.Faults.Clear();

        Assert.Equal((await sent)!.Stamp, (await waiting)!.Stamp);
        Assert.Equal(1, TokenRequests);
        await AssertAliveAsync(other);
    }

    [AzuriteFact]
    public async Task A_machine_that_was_cut_off_after_the_answer_keeps_it_and_saves_it_when_it_can()
    {
        Machine cut = await FirstMachineAsync();
        cut.Link.Plan = call =>
            call is "PUT record" or "PUT lock lease release" ? LinkFault.ResetBefore : LinkFault.None;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => cut.RefreshAsync());
        await EndLeaseAsync();
        Machine other = NewMachine(timeoutSeconds: 5);

        Assert.Equal(
            Problem.SharedRefreshUnfinished,
            (await Assert.ThrowsAsync<StorageException>(() => other.RefreshAsync())).Problem
        );
        Assert.Equal(1, TokenRequests);
        cut.Link.Plan = _ => LinkFault.None;
        cut.Restart();
        ConnectionRecord? saved = await cut.RefreshAsync(options: RefreshOptions.WhenStale(null, cut.Clock));

        Assert.Equal((2, 1), (saved!.Generation, TokenRequests));
        await AssertAliveAsync(other);
    }

    [AzuriteFact]
    public async Task What_another_machine_saved_meanwhile_is_adopted_and_not_overwritten()
    {
        Machine slow = await FirstMachineAsync();
        Machine other = NewMachine();
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.After,
                Path = TokenPath,
            }
        );
        Task<ConnectionRecord?> sent = slow.RefreshAsync();
        await Org.Requests.WaitAsync(TokenPath, null, 1, _patience, processed: true);
        await EndLeaseAsync();
        ConnectionRecord another = NewRecord();
        using (await other.Vault.LockAsync("prod", CancellationToken.None))
        {
            ConnectionRecord? seen = await other.Vault.ReadAsync("prod", CancellationToken.None);
            await other.Vault.ReplaceAsync("prod", another with { Version = seen!.Version }, seen.Stamp);
        }

        Org.Faults.Clear();

        Assert.Equal(another.Stamp, (await sent)!.Stamp);
        Assert.Equal(another.Stamp, (await SavedAsync()).Stamp);
        await AssertAliveAsync(slow);
    }

    [AzuriteFact]
    public async Task A_login_that_another_machine_removed_is_not_brought_back()
    {
        Machine slow = await FirstMachineAsync();
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.After,
                Path = TokenPath,
            }
        );
        Task<ConnectionRecord?> sent = slow.RefreshAsync();
        await Org.Requests.WaitAsync(TokenPath, null, 1, _patience, processed: true);
        await EndLeaseAsync();
        await NewMachine().Store.RemoveAsync("prod", CancellationToken.None);
        Org.Faults.Clear();

        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => sent);

        slow.Restart();
        Assert.Equal(
            Problem.ConnectionNotFound,
            (
                await Assert.ThrowsAsync<StorageException>(async () =>
                {
                    _ = await slow.RefreshAsync();
                    await slow.RefreshAsync();
                })
            ).Problem
        );
    }

    private static void Cut(Machine machine) => machine.Link.Plan = _ => LinkFault.ResetBefore;

    private static Func<string, Task> Once(Action act)
    {
        int count = 0;
        return _ =>
        {
            if (Interlocked.Increment(ref count) == 1)
                act();
            return Task.CompletedTask;
        };
    }

    private async Task RunRoundsAsync(int rounds)
    {
        Machine[] machines = [await FirstMachineAsync(), NewMachine(), NewMachine()];
        for (int round = 0; round < rounds; round++)
        {
            int before = (await SavedAsync()).Generation;
            ConnectionRecord?[] records = await Task.WhenAll(
                machines.Select(machine => Task.Run(() => machine.RefreshAsync()))
            );

            ConnectionRecord saved = await SavedAsync();
            Assert.InRange(saved.Generation, before + 1, before + machines.Length);
            Assert.Contains(records, record => record!.Stamp == saved.Stamp);
            Assert.Equal(saved.Generation - 1, TokenRequests);
        }

        await AssertAliveAsync(machines[0]);
    }

    private async Task AssertAliveAsync(Machine machine)
    {
        int before = TokenRequests;
        int generation = (await SavedAsync()).Generation;
        Assert.Equal(generation + 1, (await machine.RefreshAsync())!.Generation);
        Assert.Equal(before + 1, TokenRequests);
        Assert.Equal(generation + 1, (await SavedAsync()).Generation);
    }
}
