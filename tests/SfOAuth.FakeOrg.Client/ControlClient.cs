using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>The control endpoints of an org in another process.</summary>
internal sealed class ControlClient(string loginUrl)
{
    private const string Prefix = "/_control/";

    private static readonly HttpClient _http = new(
        new HttpClientHandler { UseProxy = false, MaxConnectionsPerServer = 256 }
    );

    internal T Get<T>(string path) => Read<T>(Send("GET", path));

    internal T Post<T>(string path, object? body = null) => Read<T>(Send("POST", path, body));

    /// <summary>For endpoints that answer nothing, or what nobody asks for.</summary>
    internal string Send(string method, string path, object? body = null) =>
        SendAsync(method, path, body).GetAwaiter().GetResult();

    /// <exception cref="TimeoutException">What was waited for did not come.</exception>
    /// <exception cref="InvalidOperationException">The org refuses; the message is its own.</exception>
    internal async Task<string> SendAsync(
        string method,
        string path,
        object? body = null,
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), loginUrl + Prefix + path);
        if (body is not null)
            request.Content = new StringContent(ControlJson.Write(body), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        string answer = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestTimeout)
            throw new TimeoutException(answer);
        return response.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException($"{method} {path}: {answer}");
    }

    private static T Read<T>(string json) => JToken.Parse(json).ToObject<T>(ControlJson.Serializer)!;
}
