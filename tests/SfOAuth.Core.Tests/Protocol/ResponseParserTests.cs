using System;
using System.Collections.Generic;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Protocol;

/// <summary>What an answer of the token endpoint is, whatever it says it is.</summary>
public class ResponseParserTests
{
    private const string Json = "{\"access_token\":\"a\"}";
    private const string Xml = "<OAuth><access_token>a</access_token></OAuth>";
    private const string Form = "access_token=a&scope=api";
    private const string Refusal = "{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}";
    private const string Page = "<html><body>Down for maintenance, error_description</body></html>";

    [Theory]
    [InlineData("application/json", Json)]
    [InlineData("text/json", Json)]
    [InlineData("application/jwk-set+json", Json)]
    [InlineData("application/xml", Xml)]
    [InlineData("text/xml", Xml)]
    [InlineData("application/x-www-form-urlencoded", Form)]
    [InlineData("text/plain", Json)]
    [InlineData("text/plain", Xml)]
    [InlineData("text/plain", Form)]
    [InlineData(null, Json)]
    [InlineData(null, Xml)]
    [InlineData(null, Form)]
    public void An_answer_is_read_by_its_type_or_by_its_looks(string? mediaType, string body) =>
        Assert.Equal("a", Read(200, mediaType, body)["access_token"]);

    [Theory]
    [InlineData(200, "application/json", "  ", Problem.AnswerEmpty)]
    [InlineData(200, "application/json", Page, Problem.AnswerHtml)]
    [InlineData(200, "text/html", Json, Problem.AnswerHtml)]
    [InlineData(200, "application/xhtml+xml", Json, Problem.AnswerHtml)]
    [InlineData(200, null, " <!DOCTYPE html><title>x</title>", Problem.AnswerHtml)]
    [InlineData(200, "application/json", "{\"access_token\":", Problem.AnswerMalformed)]
    [InlineData(200, "image/png", Json, Problem.AnswerTypeUnknown)]
    [InlineData(200, "text/plain", "hello", Problem.AnswerTypeUnknown)]
    [InlineData(200, "text/plain", "my error=x", Problem.AnswerTypeUnknown)]
    [InlineData(400, "application/json", "{\"message\":\"no\"}", Problem.AnswerIncomplete)]
    [InlineData(429, "application/json", Json, Problem.RateLimited)]
    [InlineData(429, "text/html", Page, Problem.RateLimited)]
    [InlineData(500, "text/html", Page, Problem.ServerUnavailable)]
    [InlineData(500, "application/json", "{}", Problem.ServerUnavailable)]
    [InlineData(503, "text/plain", "busy", Problem.ServerUnavailable)]
    public void What_is_no_answer_is_told_as_what_it_is_and_may_have_been_processed(
        int status,
        string? mediaType,
        string body,
        Problem problem
    )
    {
        var exception = Assert.Throws<TransportException>(() => Read(status, mediaType, body));

        Assert.Equal(problem, exception.Problem);
        Assert.True(exception.MayHaveBeenProcessed);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        Assert.Contains("acme.example", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "application/json", Refusal)]
    [InlineData(429, "application/json", Refusal)]
    [InlineData(500, "application/json", Refusal)]
    [InlineData(200, "application/json", Refusal)]
    [InlineData(400, "text/plain", "error=invalid_grant&error_description=expired")]
    public void An_error_of_OAuth_is_one_with_any_status(int status, string mediaType, string body)
    {
        var exception = Assert.Throws<ProtocolException>(() => Read(status, mediaType, body));

        Assert.Equal(("invalid_grant", "expired"), (exception.Error, exception.ErrorDescription));
        Assert.Equal(status, exception.Status);
    }

    [Fact]
    public void A_redirect_is_not_followed()
    {
        var answer = new OrgResponse(302, "application/json", Json, "acme.example") { Location = new Uri("https://x") };

        var exception = Assert.Throws<TransportException>(() =>
            ResponseParser.Read(answer, RequestKind.RefreshToken, [])
        );

        Assert.Equal(Problem.RedirectRefused, exception.Problem);
    }

    private static Dictionary<string, string> Read(int status, string? mediaType, string body) =>
        ResponseParser.Read(new OrgResponse(status, mediaType, body, "acme.example"), RequestKind.RefreshToken, []);
}
