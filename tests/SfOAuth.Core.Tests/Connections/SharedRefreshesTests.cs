using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>Callers of one process. Each has joined when its call comes back: until then nothing of it waits.</summary>
public class SharedRefreshesTests : ConnectionTest
{
    private const int Callers = 200;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task All_have_what_one_of_them_got_and_the_vault_is_not_asked_again()
    {
        await SaveLoginAsync("prod");
        Hold();
        Task<Token?>[] callers = [.. Enumerable.Range(0, Callers).Select(_ => RefreshSavedAsync("prod"))];
        await HeldAsync(1);
        int reads = 0;
        Vault.OnRead = _ => Interlocked.Increment(ref reads);

        Org.Faults.Release();
        Token?[] tokens = await Task.WhenAll(callers);

        Assert.Equal(1, Org.Requests.TotalCount);
        Assert.Single(tokens.Select(token => token!.GetAccessToken()).Distinct());
        // What was written is read back, once.
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task Each_has_a_token_of_its_own_and_may_dispose_it()
    {
        await SaveLoginAsync("prod");
        Hold();
        Task<Token?>[] callers = [.. Enumerable.Range(0, 3).Select(_ => RefreshSavedAsync("prod"))];
        await HeldAsync(1);
        Org.Faults.Release();
        Token?[] tokens = await Task.WhenAll(callers);

        tokens[0]!.AccessToken.Dispose();
        tokens[0]!.RefreshToken!.Dispose();

        Assert.All(tokens.Skip(1), token => Assert.NotEmpty(token!.GetAccessToken()));
        Assert.All(tokens.Skip(1), token => Assert.NotEqual(0, token!.RefreshToken!.Length));
    }

    [Fact]
    public async Task One_that_is_cancelled_leaves_the_refresh_to_the_others()
    {
        await SaveLoginAsync("prod");
        using var stop = new CancellationTokenSource();
        Task<Token?> first;
        Task<Token?> second;
        using (await StoreOfAnotherProcess().TakeLockAsync("prod", CancellationToken.None))
        {
            first = RefreshSavedAsync("prod", cancellationToken: stop.Token);
            second = RefreshSavedAsync("prod");
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }

        Assert.NotNull(await second);
        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task One_that_waits_for_another_can_be_cancelled()
    {
        await SaveLoginAsync("prod");
        using var stop = new CancellationTokenSource();
        Hold();
        Task<Token?> first = RefreshSavedAsync("prod");
        Task<Token?> second = RefreshSavedAsync("prod", cancellationToken: stop.Token);
        await HeldAsync(1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(first.IsCompleted);
        Org.Faults.Release();
        Assert.NotNull(await first);
    }

    [Fact]
    public async Task What_the_org_may_have_acted_on_is_sent_once_for_all()
    {
        await SaveLoginAsync("prod");
        Org.Faults.Add(new Fault { Action = FaultAction.Reset, Path = TokenPath });
        Task<Token?>[] callers;
        using (await StoreOfAnotherProcess().TakeLockAsync("prod", CancellationToken.None))
            callers = [.. Enumerable.Range(0, 5).Select(_ => RefreshSavedAsync("prod"))];

        foreach (Task<Token?> caller in callers)
            Assert.True((await Assert.ThrowsAsync<TransportException>(() => caller)).MayHaveBeenProcessed);

        Assert.Equal(1, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task Those_who_wait_do_so_for_as_long_as_one_request_may_take()
    {
        await SaveLoginAsync("prod");
        ConnectionStore impatient = StoreOfAnotherProcess(timeoutSeconds: 0.5);
        var watch = Stopwatch.StartNew();
        using (await StoreOfAnotherProcess().TakeLockAsync("prod", CancellationToken.None))
        {
            Task<Token?>[] callers =
            [
                .. Enumerable.Range(0, 20).Select(_ => RefreshSavedAsync("prod", store: impatient)),
            ];
            foreach (Task<Token?> caller in callers)
                Assert.Equal(
                    Problem.RefreshInProgress,
                    (await Assert.ThrowsAsync<StorageException>(() => caller)).Problem
                );
        }

        Assert.Equal(0, Org.Requests.TotalCount);
        // One after the other they would take twenty times as long.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task After_a_refusal_the_next_tries_for_itself()
    {
        await SaveLoginAsync("prod");
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Status = 400,
                Body = """{"error":"inactive_user"}""",
                ContentType = "application/json",
                Path = TokenPath,
            }
        );
        Task<Token?> first;
        Task<Token?> second;
        using (await StoreOfAnotherProcess().TakeLockAsync("prod", CancellationToken.None))
        {
            first = RefreshSavedAsync("prod");
            second = RefreshSavedAsync("prod");
        }

        await Assert.ThrowsAsync<ProtocolException>(() => first);
        Assert.NotNull(await second);
        Assert.Equal(2, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task One_that_has_something_to_change_refreshes_too_and_saves_it()
    {
        await SaveLoginAsync("prod");
        Hold();
        Task<Token?> first = RefreshSavedAsync("prod");
        Task<Token?> second = RefreshSavedAsync(
            "prod",
            new RefreshOptions { Client = client => client with { ResponseFormat = ResponseFormat.Xml } }
        );
        await HeldAsync(1);

        Org.Faults.Release();
        Token?[] tokens = await Task.WhenAll(first, second);

        Assert.Equal(2, tokens.Select(token => token!.GetAccessToken()).Distinct().Count());
        Assert.Equal(
            ResponseFormat.Xml,
            (await Vault.ReadAsync("prod", CancellationToken.None))!.Client.ResponseFormat
        );
    }

    [Fact]
    public async Task One_that_saw_the_new_token_already_gets_a_newer_one()
    {
        await SaveLoginAsync("prod");
        using var saved = new ManualResetEventSlim();
        using var gone = new ManualResetEventSlim();
        // The first one stands where it has saved and not yet come back: it reads back what it wrote.
        Task<Token?> first = RefreshSavedAsync(
            "prod",
            new RefreshOptions
            {
                Confirm = _ =>
                {
                    int reads = 0;
                    Vault.OnRead = _ =>
                    {
                        if (Interlocked.Increment(ref reads) != 2)
                            return;
                        saved.Set();
                        gone.Wait(_patience);
                    };
                    return Task.FromResult(true);
                },
            }
        );
        Assert.True(saved.Wait(_patience));
        Task<Token?> second = RefreshSavedAsync("prod");
        gone.Set();

        Token?[] tokens = await Task.WhenAll(first, second);

        Assert.Equal(2, Org.Requests.TotalCount);
        Assert.Equal(2, tokens.Select(token => token!.GetAccessToken()).Distinct().Count());
    }

    [Fact]
    [Trait("Mono", "differs")]
    public async Task Waiting_takes_no_thread_however_many_wait()
    {
        Org.Scenario.ApprovalLimit = 0;
        for (int i = 0; i < Callers; i++)
            await SaveLoginAsync($"org{i}");
        Hold(Callers);
        Task<Token?>[] alone = [.. Enumerable.Range(0, Callers).Select(i => RefreshSavedAsync($"org{i}"))];
        Task<Token?>[] together = [.. Enumerable.Range(0, Callers).Select(_ => RefreshSavedAsync("org0"))];
        await HeldAsync(Callers);

        using var process = Process.GetCurrentProcess();
        int threads = process.Threads.Count;
        Org.Faults.Release();
        await Task.WhenAll([.. alone, .. together]);

        Assert.InRange(threads, 1, Callers / 2);
    }

    private void Hold(int requests = 1) =>
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.Before,
                Path = TokenPath,
                Count = requests,
            }
        );

    private async Task HeldAsync(int count) =>
        await Org.Requests.WaitAsync(TokenPath, "refresh_token", count, _patience);
}
