using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.FakeOrg;

/// <summary>The Bulk API 1.0 has its own header, its own refusals and its own two formats.</summary>
public class BulkTests : RestTest
{
    private const string Path = "/services/async/66.0/job";
    private static readonly XNamespace _dataload = "http://www.force.com/2009/06/asyncapi/dataload";

    [Fact]
    public async Task A_dead_session_is_a_400_in_JSON()
    {
        using HttpResponseMessage response = await PostAsync(
            "dead",
            "{\"operation\":\"insert\",\"object\":\"Account\"}",
            "application/json"
        );
        JToken error = await ReadAsync(response, HttpStatusCode.BadRequest);

        Assert.Equal(
            "{\"exceptionCode\":\"InvalidSessionId\",\"exceptionMessage\":\"Invalid session id\"}",
            error.ToString(0)
        );
    }

    [Fact]
    public async Task A_dead_session_is_a_400_in_XML()
    {
        using HttpResponseMessage response = await PostAsync("dead", "<jobInfo/>", "application/xml");
        XElement error = XElement.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(_dataload + "error", error.Name);
        Assert.Equal("InvalidSessionId", (string?)error.Element(_dataload + "exceptionCode"));
    }

    [Fact]
    public async Task A_job_is_created_and_closed()
    {
        using HttpResponseMessage response = await PostAsync(
            AccessToken,
            "{\"operation\":\"insert\",\"object\":\"Account\"}",
            "application/json"
        );
        JToken job = await ReadAsync(response, HttpStatusCode.Created);
        using HttpResponseMessage closed = await PostAsync(
            AccessToken,
            "{\"state\":\"Closed\"}",
            "application/json",
            "/" + (string?)job["id"]
        );

        Assert.Equal(("Open", "Account"), ((string?)job["state"], (string?)job["object"]));
        Assert.Equal("Closed", (string?)(await ReadAsync(closed))["state"]);
    }

    [Fact]
    public async Task A_JWT_that_has_died_is_an_invalid_header_to_the_REST_API()
    {
        Org.Scenario.TokenFormat = TokenFormat.Jwt;
        AccessToken = Org.Login().AccessToken;
        Org.Clock.Advance(TimeSpan.FromDays(1));
        JToken errors = await ReadAsync(await GetAsync("limits"), HttpStatusCode.Unauthorized);

        Assert.Equal(
            ("INVALID_JWT_FORMAT", "INVALID_AUTH_HEADER"),
            ((string?)errors[0]!["message"], (string?)errors[0]!["errorCode"])
        );
    }

    private async Task<HttpResponseMessage> PostAsync(
        string session,
        string body,
        string contentType,
        string below = ""
    )
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Org.MyDomainUrl + Path + below);
        request.Headers.Add("X-SFDC-Session", session);
        request.Content = new StringContent(body, Encoding.UTF8, contentType);
        return await SendAsync(request);
    }
}
