using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.FakeOrg;

/// <summary>A test of what the org does, asked with plain HTTP.</summary>
public abstract class RestTest : IAsyncLifetime
{
    protected const string Api = "/services/data/v66.0/";

    private static readonly HttpClient _http = new(
        new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        }
    );

    protected OrgClient Org { get; private set; } = null!;

    protected string AccessToken { get; set; } = "";

    public async Task InitializeAsync()
    {
        Org = await OrgClient.StartAsync();
        AccessToken = Org.Login().AccessToken;
    }

    public Task DisposeAsync() => Org.DisposeAsync();

    /// <param name="path">Below the version of the API; one that begins with a slash is whole.</param>
    protected async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null)
    {
        string whole = path[0] == '/' ? path : Api + path;
        using HttpRequestMessage request = new(method, Org.MyDomainUrl + whole);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await _http.SendAsync(request);
    }

    protected static Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    protected Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    protected static HttpMethod Patch { get; } = new("PATCH");

    protected static async Task<JToken> ReadAsync(
        HttpResponseMessage response,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        return JToken.Parse(text);
    }

    protected static string Query(string soql) => "query?q=" + Uri.EscapeDataString(soql);
}
