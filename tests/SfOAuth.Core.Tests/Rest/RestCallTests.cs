using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Http;
using SfOAuth.Protocol;
using SfOAuth.Rest;
using Xunit;

namespace SfOAuth.Tests.Rest;

/// <summary>A resource answers X: the user gets its words, and a new session where that is what was missing.</summary>
public class RestCallTests : OrgTest
{
    private const string Path = "/services/data/v66.0/limits";

    private int _renewed;

    [Theory]
    [InlineData("bulk1-expired.json", "InvalidSessionId", "Invalid session id")]
    [InlineData("bulk1-expired.xml", "InvalidSessionId", "Invalid session id")]
    [InlineData("rest-expired.json", "INVALID_SESSION_ID", "Session expired or invalid")]
    [InlineData("rest-expired.xml", "INVALID_SESSION_ID", "Session expired or invalid")]
    [InlineData("jwt-dead-header.json", "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE")]
    [InlineData("jwt-dead-format.json", "INVALID_JWT_FORMAT", "Invalid JWT")]
    [InlineData("identity-dead.txt", "HttpForbidden", "Bad_OAuth_Token")]
    public async Task An_expired_session_is_renewed_once_whatever_it_is_said_with(
        string file,
        string code,
        string message
    )
    {
        Org.Faults.Add(RecordedAnswer.Read(file) with { Path = Path });
        Assert.Contains("DailyApiRequests", (await SendAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(1, _renewed);

        Org.Faults.Add(RecordedAnswer.Read(file) with { Path = Path, Count = 0 });
        var exception = await Assert.ThrowsAsync<ApiException>(() => SendAsync());

        Assert.Equal(2, _renewed);
        Assert.Equal([new ApiError(code, message)], exception.Errors);
    }

    [Theory]
    [InlineData("bulk1-refusal.json", "InvalidJob", "Unable to find object: Acount")]
    [InlineData("bulk1-refusal.xml", "InvalidJob", "Unable to find object: Acount")]
    [InlineData("other-api.json", "INVALID_SESSION_ID", "This session is not valid for use with the REST API")]
    [InlineData("not-attached.json", "INVALID_SESSION_ID", "Connected app is not attached to Agent")]
    [InlineData("forbidden.json", "INSUFFICIENT_ACCESS", "no access")]
    [InlineData(
        "ambiguous-upsert.json",
        "HttpMultipleChoices",
        "More than one record has this external id: /services/data/v66.0/sobjects/Account/001000000000001AAA, "
            + "/services/data/v66.0/sobjects/Account/001000000000002AAA."
    )]
    public async Task Another_refusal_keeps_its_words_and_no_session_is_renewed_for_it(
        string file,
        string code,
        string message
    )
    {
        Org.Faults.Add(RecordedAnswer.Read(file) with { Path = Path });

        var exception = await Assert.ThrowsAsync<ApiException>(() => SendAsync());

        Assert.Equal(0, _renewed);
        Assert.Equal([new ApiError(code, message)], exception.Errors);
        Assert.Equal($"GET {Path}", exception.Call);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        Org.Faults.Add(Answer(status, ("Location", "https://other.example/")));

        Assert.Equal(
            Problem.RedirectRefused,
            (await Assert.ThrowsAsync<TransportException>(() => SendAsync())).Problem
        );
    }

    [Fact]
    public async Task What_has_not_changed_is_an_answer_without_content()
    {
        Org.Faults.Add(Answer(304));

        RestResponse answer = await SendAsync();

        Assert.True(answer.IsUnchanged);
        Assert.Equal("", answer.Text);
    }

    [Fact]
    public async Task The_length_in_an_answer_to_HEAD_is_not_that_of_its_body() =>
        Assert.Equal("", (await SendAsync(HttpMethod.Head)).Text);

    [Theory]
    [InlineData("POST", true, 1)]
    [InlineData("POST", false, 1)]
    [InlineData("PATCH", true, 1)]
    [InlineData("PATCH", false, 1)]
    [InlineData("GET", false, 3)]
    [InlineData("PUT", true, 3)]
    [InlineData("DELETE", false, 3)]
    public async Task What_may_have_arrived_is_repeated_only_where_that_does_no_harm(
        string method,
        bool hasBody,
        int times
    )
    {
        // A connection that is kept from an earlier call is one that a framework tries again by itself.
        await SendAsync();
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Reset,
                Phase = FaultPhase.After,
                Path = Path,
                Count = 0,
            }
        );

        var exception = await Assert.ThrowsAsync<TransportException>(() =>
            SendAsync(new HttpMethod(method), hasBody ? "{}" : null)
        );

        // .NET Framework does so once by itself, and only where it does no harm.
        Assert.InRange(Org.Requests.All.Count(request => request.Path == Path) - 1, times, times == 1 ? 1 : 4);
        Assert.Equal(
            (Problem.AnswerLost, true, times > 1),
            (exception.Problem, exception.MayHaveBeenProcessed, exception.IsRepeatable)
        );
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task What_reached_nobody_is_told_so(string method)
    {
        Token token = await TokenAsync();
        await Org.DisposeAsync();
        var client = new RestClient(token, RenewAsync, Transport(), new ManualClock());

        var exception = await Assert.ThrowsAsync<TransportException>(() =>
            client.SendAsync(
                new RestRequest { Method = new HttpMethod(method), Path = Path },
                save: null,
                CancellationToken.None
            )
        );

        Assert.Equal((Problem.ConnectionFailed, false), (exception.Problem, exception.MayHaveBeenProcessed));
    }

    [Fact]
    public async Task A_token_that_no_header_can_carry_is_not_sent()
    {
        var client = new RestClient(await TokenAsync("00D\n!x"), RenewAsync, Transport(), new SystemClock());
        long before = Org.Requests.TotalCount;

        var exception = await Assert.ThrowsAsync<SfOAuthException>(() =>
            client.SendAsync(
                new RestRequest { Method = HttpMethod.Get, Path = Path },
                save: null,
                CancellationToken.None
            )
        );

        Assert.Equal((Problem.AnswerMalformed, before), (exception.Problem, Org.Requests.TotalCount));
    }

    private static Fault Answer(int status, params (string Name, string Value)[] headers)
    {
        var all = new Dictionary<string, string>();
        foreach ((string name, string value) in headers)
            all.Add(name, value);
        return new Fault
        {
            Action = FaultAction.Status,
            Status = status,
            Path = Path,
            Headers = all,
        };
    }

    private async Task<RestResponse> SendAsync(HttpMethod? method = null, string? body = null)
    {
        var client = new RestClient(await TokenAsync(), RenewAsync, Transport(), new SystemClock());
        return await client.SendAsync(
            new RestRequest
            {
                Method = method ?? HttpMethod.Get,
                Path = Path,
                Body = body is null ? null : Encoding.UTF8.GetBytes(body),
            },
            save: null,
            CancellationToken.None
        );
    }

    private async Task<Token?> RenewAsync(Token dead)
    {
        _renewed++;
        return await TokenAsync();
    }

    private async Task<Token> TokenAsync(string? accessToken = null)
    {
        TokenResponse response = await RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!);
        Dictionary<string, string> fields = new();
        foreach (KeyValuePair<string, string> field in response.Fields)
            fields.Add(field.Key, field.Value);
        fields["access_token"] = accessToken ?? response.AccessToken;
        return TokenFactory.Create(Client(), TokenResponse.From(fields, "x"));
    }
}
