using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>The table: fault → requests sent → state of the vault → error, and whether the login lives on.</summary>
public class RefreshFaultsTests : ConnectionTest
{
    private const int SavedOnce = 1;
    private const int Unharmed = 2;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string, Fault, Problem, int> Faults() =>
        new()
        {
            // what, fault, error, generation in the vault after the call that follows (1: that call failed too, the
            // login is lost)
            {
                "reset before the org acted",
                new Fault { Action = FaultAction.Reset, Phase = FaultPhase.Before },
                Problem.AnswerLost,
                Unharmed
            },
            {
                "reset after the org acted",
                new Fault { Action = FaultAction.Reset, Phase = FaultPhase.After },
                Problem.AnswerLost,
                SavedOnce
            },
            {
                "one byte, then silence",
                new Fault { Action = FaultAction.Stall, Bytes = 1 },
                Problem.RequestTimedOut,
                SavedOnce
            },
            {
                "later than the timeout",
                new Fault { Action = FaultAction.Hold, Phase = FaultPhase.Before },
                Problem.RequestTimedOut,
                SavedOnce
            },
            {
                "500",
                new Fault
                {
                    Action = FaultAction.Status,
                    Status = 500,
                    Body = "oops",
                },
                Problem.ServerUnavailable,
                Unharmed
            },
            { "503 with Retry-After", Busy(), Problem.ServerUnavailable, Unharmed },
            {
                "429",
                new Fault
                {
                    Action = FaultAction.Status,
                    Status = 429,
                    Body = "slow",
                },
                Problem.RateLimited,
                Unharmed
            },
            {
                "HTML",
                new Fault { Action = FaultAction.Html },
                Problem.AnswerHtml,
                Unharmed
            },
            {
                "truncated",
                new Fault { Action = FaultAction.Truncate },
                Problem.AnswerTruncated,
                SavedOnce
            },
            {
                "oversized",
                new Fault { Action = FaultAction.Oversize },
                Problem.AnswerTooLarge,
                Unharmed
            },
            {
                "empty",
                new Fault { Action = FaultAction.Empty },
                Problem.AnswerEmpty,
                Unharmed
            },
            {
                "garbage",
                new Fault { Action = FaultAction.Garbage },
                Problem.AnswerMalformed,
                Unharmed
            },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_sends_one_request_and_touches_nothing_saved(
        string what,
        Fault fault,
        Problem problem,
        int generationAfter
    )
    {
        await SaveLoginAsync("prod");
        Org.Faults.Add(fault with { Path = TokenPath });
        // Who is not to run out of time gets plenty, whatever else the machine does.
        double timeout = problem == Problem.RequestTimedOut ? 2 : _patience.TotalSeconds;
        ConnectionStore services = StoreOfAnotherProcess(timeout);

        var exception = await Assert.ThrowsAsync<TransportException>(() =>
            new ConnectionRefresh(services).RunAsync("prod", new RefreshOptions(), CancellationToken.None)
        );

        Assert.True(problem == exception.Problem, $"{what}: {exception.Problem}");
        await Org.Requests.WaitAsync(TokenPath, "refresh_token", 1, _patience);
        Assert.Equal(1, Org.Requests.TotalCount);
        Assert.Equal(1, (await Vault.ReadAsync("prod", CancellationToken.None))!.Generation);
        Org.Faults.Clear();
        // What was held goes on now, and the org must be done with it before it is asked again.
        if (generationAfter == SavedOnce)
            await Org.Requests.WaitAsync(TokenPath, "refresh_token", 1, _patience, processed: true);
        Exception? next = await Record.ExceptionAsync(() => RefreshSavedAsync("prod"));
        Assert.Equal(
            generationAfter == Unharmed ? null : Problem.RefreshInterrupted,
            (next as SfOAuthException)?.Problem
        );
        Assert.Equal(generationAfter, (await Vault.ReadAsync("prod", CancellationToken.None))!.Generation);
    }

    [Fact]
    public async Task A_cut_off_is_remembered_over_a_call_that_reached_nobody()
    {
        await SaveLoginAsync("prod");
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Reset,
                Phase = FaultPhase.After,
                Path = TokenPath,
            }
        );
        await Assert.ThrowsAsync<TransportException>(() => RefreshSavedAsync("prod"));
        var nowhere = new RefreshOptions { Client = _ => Client(loginUrl: "http://127.0.0.1:1") };

        Assert.Equal(
            Problem.ConnectionFailed,
            (await Assert.ThrowsAsync<TransportException>(() => RefreshSavedAsync("prod", nowhere))).Problem
        );

        Assert.Equal(
            Problem.RefreshInterrupted,
            (await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("prod"))).Problem
        );
    }

    [Fact]
    public async Task A_refusal_without_an_earlier_cut_off_is_not_called_one()
    {
        await SaveLoginAsync("prod");
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "expired access/refresh token");

        Assert.Equal(
            Problem.RefreshTokenExpired,
            (await Assert.ThrowsAsync<ProtocolException>(() => RefreshSavedAsync("prod"))).Problem
        );
    }

    [Fact]
    public async Task A_connection_that_was_never_made_is_tried_again_and_nothing_else_is()
    {
        string deadUrl = Org.LoginUrl;
        await SaveLoginAsync("prod");
        await Org.DisposeAsync();

        var exception = await Assert.ThrowsAsync<TransportException>(() => RefreshSavedAsync("prod"));

        Assert.Equal(
            (Problem.ConnectionFailed, false, 2),
            (exception.Problem, exception.MayHaveBeenProcessed, Clock.Pauses)
        );
        Assert.Contains(new Uri(deadUrl).Authority, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_after_the_request_left_waits_for_the_answer_and_saves_it()
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
        using var stop = new CancellationTokenSource();
        Task<Token?> refresh = RefreshSavedAsync("prod", cancellationToken: stop.Token);
        await Org.Requests.WaitAsync(TokenPath, null, 1, TimeSpan.FromSeconds(30), processed: true);

        await stop.CancelAsync();
        Org.Faults.Release();

        Assert.NotNull(await refresh);
        Assert.Equal(2, (await Vault.ReadAsync("prod", CancellationToken.None))!.Generation);
    }

    [Fact]
    public async Task Ctrl_C_while_another_refreshes_ends_the_waiting_and_sends_nothing()
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
        await Org.Requests.WaitAsync(TokenPath, null, 1, TimeSpan.FromSeconds(30));
        using var stop = new CancellationTokenSource();
        Task<Token?> second = RefreshSavedAsync("prod", store: StoreOfAnotherProcess(), cancellationToken: stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Org.Faults.Release();
        Assert.NotNull(await first);
        Assert.NotNull(await RefreshSavedAsync("prod"));
        Assert.Equal(2, Org.Requests.TotalCount);
    }

    private static Fault Busy() =>
        new()
        {
            Action = FaultAction.Status,
            Status = 503,
            Body = "busy",
            Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
        };
}
