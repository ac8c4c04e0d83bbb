using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Benchmarks;

/// <summary>
/// From the request to the token object, with an answer that is there already: everything but the network.
/// </summary>
public class TokenAnswer : IDisposable
{
    private static readonly (string Name, string Value)[] _fields =
    [
        (
            "access_token",
            "00Dx0000000BV7z!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW19ye6PE3Ds1"
                + "eQz3z8jr3W7_VbWmEu4Q8TVGSTHxs"
        ),
        ("signature", "0CmxinZir53Yex7nE0TD+zMpvIWYGb/bdJh6XfOH6EQ="),
        ("scope", "refresh_token api"),
        ("instance_url", "https://acme.my.salesforce.com"),
        ("id", "https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P"),
        ("token_type", "Bearer"),
        ("issued_at", "1278448101416"),
    ];

    private readonly CannedAnswer _handler = new();
    private readonly SystemClock _clock = new();
    private ClientSettings _client = null!;
    private Transport _transport = null!;

    [Params(ResponseFormat.Json, ResponseFormat.Xml, ResponseFormat.UrlEncoded)]
    public ResponseFormat Format { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _client = new ClientSettings
        {
            LoginUrl = LoginUrl.Parse("https://acme.my.salesforce.com"),
            ClientId = "3MVG9",
            ResponseFormat = Format,
        };
        (_handler.MediaType, _handler.Body) = Format switch
        {
            ResponseFormat.Xml => (
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OAuth>"
                    + Join("", field => $"<{field.Name}>{field.Value}</{field.Name}>")
                    + "</OAuth>"
            ),
            ResponseFormat.UrlEncoded => (
                "application/x-www-form-urlencoded",
                Join("&", field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")
            ),
            _ => ("application/json", "{" + Join(",", field => $"\"{field.Name}\":\"{field.Value}\"") + "}"),
        };
        _transport = new Transport(_handler, TimeSpan.FromSeconds(30));
    }

    [Benchmark]
    public async Task<Token> Read() =>
        TokenFactory.Create(
            _client,
            await TokenEndpoint.SendAsync(
                Refresh.Prepare(_client, "5Aep861"),
                _transport,
                _clock,
                CancellationToken.None
            )
        );

    [GlobalCleanup]
    public void Dispose()
    {
        _handler.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Join(string separator, Func<(string Name, string Value), string> write) =>
        string.Join(separator, Array.ConvertAll(_fields, field => write(field)));

    private sealed class CannedAnswer : HttpMessageHandler
    {
        internal string MediaType { get; set; } = "";

        internal string Body { get; set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent(Body, Encoding.UTF8, MediaType),
                }
            );
    }
}
