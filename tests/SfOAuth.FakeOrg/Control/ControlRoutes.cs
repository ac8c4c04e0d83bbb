using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Control;

internal delegate ValueTask<OrgAnswer> ControlEndpoint(OrgRequest request, CancellationToken aborted);

/// <summary>
/// What a test in another process may ask of the org, on every port, unrecorded and untouched by faults.
/// </summary>
internal sealed class ControlRoutes
{
    private readonly Dictionary<(string Method, string Path), ControlEndpoint> _routes;

    public ControlRoutes(OrgState org, OrgMinting minting, Lazy<X509Certificate2> certificate)
    {
        StateControl state = new(org, minting, certificate);
        ScenarioControl scenario = new(org.Scenario);
        FaultControl faults = new(org.Faults);
        RequestControl requests = new(org.Requests);
        OrgControl orgs = new();
        _routes = new()
        {
            [("GET", "/scenario")] = Sync(scenario.Show),
            [("PATCH", "/scenario")] = Sync(scenario.Merge),
            [("GET", "/faults")] = Sync(faults.Show),
            [("POST", "/faults")] = Sync(faults.Add),
            [("DELETE", "/faults")] = Sync(faults.Clear),
            [("POST", "/release")] = Sync(faults.Release),
            [("GET", "/requests")] = Sync(requests.Show),
            [("DELETE", "/requests")] = Sync(requests.Clear),
            [("GET", "/requests/wait")] = requests.WaitAsync,
            [("GET", "/ledger")] = Sync(state.ShowLedger),
            [("GET", "/certificate")] = Sync(state.ShowCertificate),
            [("GET", "/clock")] = Sync(state.ShowClock),
            [("POST", "/clock")] = Sync(state.AdvanceClock),
            [("POST", "/reset")] = Sync(state.Reset),
            [("POST", "/login")] = Sync(state.Login),
            [("POST", "/code")] = Sync(state.Code),
            [("POST", "/browser")] = BrowserControl.SignInAsync,
            [("POST", "/key")] = Sync(state.CreateKey),
            [("POST", "/orgs")] = orgs.StartAsync,
            [("DELETE", "/orgs")] = orgs.EndAsync,
        };
    }

    public static bool Owns(OrgRequest request) => request.Path.StartsWith(Paths.Control, StringComparison.Ordinal);

    public async ValueTask<OrgAnswer> AnswerAsync(OrgRequest request, CancellationToken aborted)
    {
        if (!_routes.TryGetValue((request.Method, request.Path[Paths.Control.Length..]), out ControlEndpoint? endpoint))
            return ControlJson.Answer(new { error = $"No control endpoint {request.Method} {request.Path}" }, 404);

        try
        {
            return await endpoint(request, aborted);
        }
        catch (Exception ex)
            when (ex is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            return ControlJson.Bad(ex.Message);
        }
        catch (RefusalException ex)
        {
            return ex.Refusal.ToAnswer(AnswerFormat.Json);
        }
    }

    private static ControlEndpoint Sync(Func<OrgRequest, OrgAnswer> answer) =>
        (request, _) => ValueTask.FromResult(answer(request));
}
