using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.FakeOrg;

/// <summary>A frontdoor URL logs a browser in once; its refusals are bare texts.</summary>
public class SingleAccessTests : RestTest
{
    private const string Path = "/services/oauth2/singleaccess";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_in_the_form_or_the_header_opens_the_door_once(bool inForm)
    {
        string door = await AskAsync(inForm, null);
        using HttpResponseMessage first = await SendAsync(new HttpRequestMessage(HttpMethod.Get, door));
        using HttpResponseMessage second = await SendAsync(new HttpRequestMessage(HttpMethod.Get, door));

        Assert.StartsWith(Org.MyDomainUrl + "/secur/frontdoor.jsp?otp=", door);
        Assert.Contains("&cshc=", door);
        Assert.Contains(Org.Admin.Username, await first.Content.ReadAsStringAsync());
        Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
    }

    [Fact]
    public async Task The_session_begins_where_it_was_asked_to()
    {
        string door = await AskAsync(inForm: true, "/lightning/r/Account/001/view?a=b&c=d");
        using HttpResponseMessage response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, door));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/lightning/r/Account/001/view?a=b&c=d", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_door_that_is_too_old_stays_shut()
    {
        string door = await AskAsync(inForm: true, null);
        Org.Clock.Advance(TimeSpan.FromMinutes(2));
        using HttpResponseMessage response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, door));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("dead", null, "Bad_OAuth_Token")]
    [InlineData("", null, "Missing_OAuth_Token")]
    [InlineData("api-only", null, "Bad_OAuth_Token")]
    [InlineData("scope", "api refresh_token", "Invalid_Scope")]
    public async Task A_refusal_is_a_403_and_a_bare_text(string who, string? scope, string text)
    {
        Org.Admin.IsApiOnly = who == "api-only";
        string token = who is "dead" or "" ? who : Org.Login(new LoginRequest { Scope = scope }).AccessToken;
        using HttpRequestMessage request = new(HttpMethod.Post, Org.MyDomainUrl + Path) { Content = Form(token, null) };
        using HttpResponseMessage response = await SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(text, await response.Content.ReadAsStringAsync());
    }

    private async Task<string> AskAsync(bool inForm, string? redirectUri)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Org.MyDomainUrl + Path);
        request.Content = Form(inForm ? AccessToken : null, redirectUri);
        if (!inForm)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        return (string)(await ReadAsync(await SendAsync(request)))["frontdoor_uri"]!;
    }

    private static FormUrlEncodedContent Form(string? token, string? redirectUri) =>
        new(
            new Dictionary<string, string?> { ["access_token"] = token, ["redirect_uri"] = redirectUri }.Where(field =>
                field.Value is not null
            )!
        );
}
