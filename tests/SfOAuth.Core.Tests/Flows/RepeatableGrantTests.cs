using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Flows;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Flows;

/// <summary>
/// What the server takes any number of times is sent again when it is busy; what is spent by the first sending is not.
/// </summary>
public class RepeatableGrantTests : OrgTest
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_busy_server_is_asked_again_after_one_two_and_four_seconds(int status)
    {
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Status = status,
                Count = 3,
            }
        );
        DateTimeOffset start = _clock.UtcNow;

        TokenResponse response = await AskAsync();

        Assert.NotNull(response.AccessToken);
        Assert.Equal(
            (4, 7.0),
            (Org.Requests.ToToken("client_credentials").Count, (_clock.UtcNow - start).TotalSeconds)
        );
    }

    [Fact]
    public async Task The_fourth_refusal_is_the_last()
    {
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Status = 503,
                Count = 0,
            }
        );

        TransportException exception = await Assert.ThrowsAsync<TransportException>(AskAsync);

        Assert.Equal(
            (Problem.ServerUnavailable, 4),
            (exception.Problem, Org.Requests.ToToken("client_credentials").Count)
        );
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("0", 0)]
    [InlineData("Sat, 21 Nov 2026 08:00:20 GMT", 20)]
    public async Task The_server_is_asked_again_when_it_says(string retryAfter, double seconds)
    {
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Status = 503,
                Headers = new Dictionary<string, string> { ["Retry-After"] = retryAfter },
            }
        );
        DateTimeOffset start = _clock.UtcNow;

        await AskAsync();

        Assert.Equal(seconds, (_clock.UtcNow - start).TotalSeconds);
    }

    [Fact]
    public async Task A_pause_longer_than_the_timeout_is_not_made()
    {
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Status = 429,
                Headers = new Dictionary<string, string> { ["Retry-After"] = "31" },
            }
        );

        TransportException exception = await Assert.ThrowsAsync<TransportException>(AskAsync);

        Assert.Equal((Problem.RateLimited, 0), (exception.Problem, _clock.Pauses));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again()
    {
        Org.Faults.Add(new Fault { Action = FaultAction.Reset, Phase = FaultPhase.After });

        Assert.NotNull((await AskAsync()).AccessToken);
        Assert.Equal(2, Org.Requests.ToToken("client_credentials").Count);
    }

    [Theory]
    [InlineData("unknown_error", "retry your request")]
    [InlineData("server_error", "something broke")]
    public async Task Trouble_of_the_server_in_OAuths_own_words_is_tried_once_more(string error, string description)
    {
        Org.Scenario.NextError("client_credentials", 400, error, description);

        Assert.NotNull((await AskAsync()).AccessToken);
        Assert.Equal(1, _clock.Pauses);
    }

    [Fact]
    public async Task A_refresh_is_sent_once_however_busy_the_server_is()
    {
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Status = 503,
                Headers = new Dictionary<string, string> { ["Retry-After"] = "0" },
            }
        );
        OAuthRequest refresh = Refresh.Prepare(Client(), Org.Login().RefreshToken!);

        await Assert.ThrowsAsync<TransportException>(() =>
            TokenEndpoint.SendAsync(refresh, Transport(), _clock, CancellationToken.None)
        );

        Assert.Single(Org.Requests.ToToken("refresh_token"));
        Assert.Equal(0, _clock.Pauses);
    }

    [Fact]
    public async Task A_request_on_its_way_can_be_given_up_for_another_does_no_harm()
    {
        Org.Faults.Add(new Fault { Action = FaultAction.Hold });
        using var cancellation = new CancellationTokenSource();
        Task<TokenResponse> asking = TokenEndpoint.SendAsync(
            ClientCredentials.Prepare(MyDomainClient()),
            Transport(),
            _clock,
            cancellation.Token
        );
        await Org.Requests.WaitAsync(TokenPath, "client_credentials", 1, TimeSpan.FromSeconds(30));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData("https://login.salesforce.com")]
    [InlineData("https://test.salesforce.com")]
    public void The_hosts_of_all_orgs_are_refused_before_anything_is_sent(string loginUrl) =>
        Assert.Equal(
            Problem.HostNotSupported,
            Assert.Throws<SfOAuthException>(() => ClientCredentials.Prepare(Client(loginUrl: loginUrl))).Problem
        );

    private ClientSettings MyDomainClient() => Client(loginUrl: Org.MyDomainUrl);

    private Task<TokenResponse> AskAsync() =>
        TokenEndpoint.SendAsync(
            ClientCredentials.Prepare(MyDomainClient()),
            Transport(),
            _clock,
            CancellationToken.None
        );
}
