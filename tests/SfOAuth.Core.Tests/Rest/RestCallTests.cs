using System;
using System.Collections.Generic;
using System.Net.Http;
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
    public async Task An_expired_session_is_renewed_once_whatever_it_is_said_with(string file, string code, string message)
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
        "ambiguous-upsert.json", "HttpMultipleChoices",
        "More than one record has this external id: /services/data/v66.0/sobjects/Account/001000000000001AAA, "
            + "/services/data/v66.0/sobjects/Account/001000000000002AAA.")]
    public async Task Another_refusal_keeps_its_words_and_no_session_is_renewed_for_it(string file, string code, string message)
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

        Assert.Equal(Problem.RedirectRefused, (await Assert.ThrowsAsync<TransportException>(() => SendAsync())).Problem);
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
    public async Task The_length_in_an_answer_to_HEAD_is_not_that_of_its_body()
        => Assert.Equal("", (await SendAsync(HttpMethod.Head)).Text);

    private static Fault Answer(int status, params (string Name, string Value)[] headers)
    {
        var all = new Dictionary<string, string>();
        foreach ((string name, string value) in headers)
            all.Add(name, value);
        return new Fault { Action = FaultAction.Status, Status = status, Path = Path, Headers = all };
    }

    private async Task<RestResponse> SendAsync(HttpMethod? method = null)
    {
        var client = new RestClient(await TokenAsync(), RenewAsync, Transport(), new SystemClock());
        return await client.SendAsync(
            new RestRequest { Method = method ?? HttpMethod.Get, Path = Path }, save: null, CancellationToken.None);
    }

    private async Task<Token?> RenewAsync(Token dead)
    {
        _renewed++;
        return await TokenAsync();
    }

    private async Task<Token> TokenAsync()
        => TokenFactory.Create(Client(), await RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!));
}
