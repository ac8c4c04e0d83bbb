using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using SfOAuth.Flows;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Benchmarks;

/// <summary>One refresh over loopback, beside the same POST by a bare <see cref="HttpClient"/>.</summary>
public class LoopbackRefresh : IDisposable
{
    private readonly SystemClock _clock = new();
    private readonly HttpMessageHandler _handler = HttpPlatform.CreateHandler();
    private readonly HttpClient _bare = new();
    private OrgProcess _org = null!;
    private ClientSettings _client = null!;
    private Transport _transport = null!;
    private Dictionary<string, string> _form = [];

    [GlobalSetup]
    public void Setup()
    {
        _org = new OrgProcess();
        _client = _org.Client;
        _transport = new Transport(_handler, TimeSpan.FromSeconds(30));
        _form = new()
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = _org.Login(),
            ["client_id"] = _client.ClientId,
            ["client_secret"] = _client.ClientSecret!,
            ["format"] = "json",
        };
    }

    [Benchmark(Baseline = true)]
    public async Task<string> BareHttpClient()
    {
        using FormUrlEncodedContent content = new(_form);
        using HttpResponseMessage answer = await _bare.PostAsync(
            new Uri(_client.LoginUrl.Value + "/services/oauth2/token"),
            content
        );
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    [Benchmark]
    public async Task<Token> SfOAuth() =>
        TokenFactory.Create(
            _client,
            await TokenEndpoint.SendAsync(
                Refresh.Prepare(_client, _form["refresh_token"]),
                _transport,
                _clock,
                CancellationToken.None
            )
        );

    [GlobalCleanup]
    public void Dispose()
    {
        _org.Dispose();
        _handler.Dispose();
        _bare.Dispose();
        GC.SuppressFinalize(this);
    }
}
