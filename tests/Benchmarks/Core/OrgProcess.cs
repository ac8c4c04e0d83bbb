using System;
using System.Diagnostics;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using SfOAuth.Hosts;
using SfOAuth.Protocol;

namespace SfOAuth.Benchmarks;

/// <summary>The stand-in org in a process of its own, so that what it allocates is not counted as ours.</summary>
internal sealed class OrgProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _control = new();
    private readonly JsonElement _facts;

    internal OrgProcess()
    {
        string path =
            Environment.GetEnvironmentVariable("SFOAUTH_TEST_FAKEORG")
            ?? throw new InvalidOperationException("SFOAUTH_TEST_FAKEORG is not set.");
        ProcessStartInfo start = new("dotnet", [path, "--json", "--exit-with-parent"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _facts = Parse(
            _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The org did not start.")
        );
        Control(HttpMethod.Patch, "scenario", """{"rotateRefreshTokens":false}""");
    }

    internal ClientSettings Client =>
        new()
        {
            LoginUrl = LoginUrl.Parse(Text(_facts, "loginUrl")),
            ClientId = Text(_facts, "clientId"),
            ClientSecret = Text(_facts, "clientSecret"),
        };

    /// <summary>The refresh token of a new login.</summary>
    internal string Login() => Text(Control(HttpMethod.Post, "login", "{}"), "refresh_token");

    public void Dispose()
    {
        // It ends with its standard input.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _control.Dispose();
    }

    private JsonElement Control(HttpMethod method, string path, string body)
    {
        using HttpRequestMessage request = new(method, $"{Text(_facts, "loginUrl")}/_control/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using HttpResponseMessage answer = _control.Send(request).EnsureSuccessStatusCode();
        return Parse(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json.Length == 0 ? "{}" : json).RootElement;

    private static string Text(JsonElement facts, string name) => facts.GetProperty(name).GetString()!;
}
