using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.Http;

/// <summary>
/// The org answers something that is no answer, or nothing: the user gets one typed error, and never the body.
/// </summary>
public class TransportTests : OrgTest
{
    private static readonly string _marker = "planted-" + Guid.NewGuid().ToString("N");

    public static TheoryData<string, Fault, Problem, bool> Faults() =>
        new()
        {
            {
                "HTML",
                new Fault { Action = FaultAction.Html },
                Problem.AnswerHtml,
                true
            },
            {
                "HTML with status 503",
                new Fault { Action = FaultAction.Html, Status = 503 },
                Problem.ServerUnavailable,
                true
            },
            {
                "empty",
                new Fault { Action = FaultAction.Empty },
                Problem.AnswerEmpty,
                true
            },
            {
                "garbage",
                new Fault { Action = FaultAction.Garbage },
                Problem.AnswerMalformed,
                true
            },
            {
                "2 MB",
                new Fault { Action = FaultAction.Oversize },
                Problem.AnswerTooLarge,
                true
            },
            {
                "2 MB in chunks",
                new Fault { Action = FaultAction.Oversize, Chunked = true },
                Problem.AnswerTooLarge,
                true
            },
            {
                "cut off",
                new Fault { Action = FaultAction.Truncate },
                Problem.AnswerTruncated,
                true
            },
            {
                "an unknown type",
                new Fault { Action = FaultAction.ContentType, ContentType = "image/png" },
                Problem.AnswerTypeUnknown,
                true
            },
            {
                "reset before",
                new Fault { Action = FaultAction.Reset, Phase = FaultPhase.Before },
                Problem.AnswerLost,
                true
            },
            {
                "reset after",
                new Fault { Action = FaultAction.Reset, Phase = FaultPhase.After },
                Problem.AnswerLost,
                true
            },
            {
                "429 without an error",
                new Fault
                {
                    Action = FaultAction.Status,
                    Status = 429,
                    Body = "slow",
                },
                Problem.RateLimited,
                true
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
                true
            },
            { "a redirect", Redirect(), Problem.RedirectRefused, true },
            { "200 without a token", Json("""{"hello":"world"}"""), Problem.AnswerIncomplete, true },
            {
                "400 without an error",
                new Fault
                {
                    Action = FaultAction.Status,
                    Status = 400,
                    Body = """{"hello":"world"}""",
                    ContentType = "application/json",
                },
                Problem.AnswerIncomplete,
                true
            },
            { "half a JSON object", Json("""{"access_token":"00D"""), Problem.AnswerMalformed, true },
            { "a JSON array", Json("""["access_token"]"""), Problem.AnswerMalformed, true },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_answer_that_is_none_is_a_typed_error(
        string what,
        Fault fault,
        Problem problem,
        bool mayHaveBeenProcessed
    )
    {
        Org.Faults.Add(fault with { Path = TokenPath });

        var exception = await Assert.ThrowsAsync<TransportException>(() =>
            RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!)
        );

        Assert.True(problem == exception.Problem, $"{what}: {exception.Problem}, {exception.Message}");
        Assert.Equal(mayHaveBeenProcessed, exception.MayHaveBeenProcessed);
        Assert.DoesNotContain("hello", exception.ToString(), StringComparison.Ordinal);
        Assert.Single(Org.Requests.All);
    }

    [Fact]
    public async Task A_body_without_a_type_is_read_by_its_look()
    {
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Status = 200,
                Body = $$"""{"access_token":"{{_marker}}"}""",
                ContentType = "text/plain",
            }
        );

        Assert.Equal(_marker, (await RefreshAsync("any-token")).AccessToken);
    }

    [Fact]
    public async Task A_dead_port_is_a_connection_that_was_never_made()
    {
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var exception = await Assert.ThrowsAsync<TransportException>(() =>
            RefreshAsync("any-token", Client(loginUrl: $"http://127.0.0.1:{port}"))
        );

        Assert.Equal((Problem.ConnectionFailed, false), (exception.Problem, exception.MayHaveBeenProcessed));
    }

    // Mono's TLS library tells the cause in an exception of its own inside, so that there the cause is
    // ConnectionFailed.
    [Fact]
    [Trait("Mono", "differs")]
    public async Task A_certificate_nobody_trusts_stops_the_request_before_it_is_sent()
    {
        var exception = await Assert.ThrowsAsync<TransportException>(() =>
            RefreshAsync("any-token", Client(loginUrl: Org.SecureLoginUrl))
        );

        Assert.Equal((Problem.CertificateInvalid, false), (exception.Problem, exception.MayHaveBeenProcessed));
        Assert.Empty(Org.Requests.All);
    }

    [Theory]
    [InlineData(FaultAction.Hold)]
    [InlineData(FaultAction.Stall)]
    public async Task Silence_ends_with_the_timeout(FaultAction silence)
    {
        string refreshToken = Org.Login(new LoginRequest()).RefreshToken!;
        Org.Faults.Add(
            new Fault
            {
                Action = silence,
                Path = TokenPath,
                Bytes = 1,
            }
        );

        var exception = await Assert.ThrowsAsync<TransportException>(() =>
            RefreshAsync(refreshToken, transport: Transport(0.3))
        );

        Assert.Equal((Problem.RequestTimedOut, true), (exception.Problem, exception.MayHaveBeenProcessed));
    }

    [Fact]
    public async Task Cancelling_before_the_request_left_sends_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RefreshAsync("any-token", cancellationToken: cancelled.Token)
        );

        Assert.Empty(Org.Requests.All);
    }

    [Fact]
    public async Task Cancelling_after_the_request_left_still_brings_the_answer()
    {
        string refreshToken = Org.Login(new LoginRequest()).RefreshToken!;
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.After,
                Path = TokenPath,
            }
        );
        using var cancelled = new CancellationTokenSource();
        var refresh = RefreshAsync(refreshToken, cancellationToken: cancelled.Token);
        await Org.Requests.WaitAsync(TokenPath, null, 1, TimeSpan.FromSeconds(30), processed: true);

        await cancelled.CancelAsync();
        Org.Faults.Release();

        Assert.NotNull((await refresh).RefreshToken);
    }

    private static Fault Json(string body) =>
        new()
        {
            Action = FaultAction.Status,
            Status = 200,
            Body = body,
            ContentType = "application/json",
        };

    private static Fault Redirect() =>
        new()
        {
            Action = FaultAction.Status,
            Status = 307,
            Headers = new Dictionary<string, string> { ["Location"] = "https://elsewhere.example/" },
        };
}
