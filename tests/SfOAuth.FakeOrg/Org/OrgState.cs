using System.Text.Json;
using System.Threading;
using SfOAuth.FakeOrg.Authorization;
using SfOAuth.FakeOrg.Control;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Grants;
using SfOAuth.FakeOrg.Requests;
using SfOAuth.FakeOrg.Soql;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Org;

/// <summary>All an endpoint can know: one org, its time, its tokens and what was asked of it.</summary>
internal sealed class OrgState
{
    private readonly FakeOrgOptions _options;

    public OrgState(FakeOrgOptions options)
    {
        _options = options;
        Scenario = new Scenario { RotateRefreshTokens = options.RotateRefreshTokens };
        ApplyStart();
        Requests = new RequestLog(options.RecordedRequestLimit);
        Ledger = new Ledger(Scenario, Clock);
        Codes = new AuthorizationCodes(Scenario, Clock);
        FrontdoorPasses = new FrontdoorPasses(Clock);
        Records = new RecordStore(Scenario, Clock, OrganizationId);
    }

    public Scenario Scenario { get; }

    public OrgClock Clock { get; } = new();

    public FaultPlan Faults { get; } = new();

    public RequestLog Requests { get; }

    public Ledger Ledger { get; }

    public AuthorizationCodes Codes { get; }

    public FrontdoorPasses FrontdoorPasses { get; }

    public RecordStore Records { get; }

    public QueryCursors Cursors { get; } = new();

    public BrowserSessions Sessions { get; } = new();

    public ConsentRecords Consents { get; } = new();

    public AppKeys Keys { get; } = new();

    public string OrganizationId { get; } = SalesforceId.New("00D");

    public string SiteId { get; } = SalesforceId.New("0DB");

    /// <summary>Known once the ports are.</summary>
    public OrgUrls Urls { get; set; } = new("", "", "", "");

    /// <summary>Cancelled when the server stops, so that held and stalled requests end.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <exception cref="System.Text.Json.JsonException">The options' changes name what the scenario does not
    /// have.</exception>
    private void ApplyStart()
    {
        if (_options.ScenarioJson is { } json)
            new ScenarioMerge(Scenario).Apply(JsonDocument.Parse(json).RootElement);
    }

    public void Reset()
    {
        Scenario.Reset(new Scenario { RotateRefreshTokens = _options.RotateRefreshTokens });
        ApplyStart();
        Clock.Reset();
        Faults.Clear();
        Requests.Clear();
        Ledger.Clear();
        Codes.Clear();
        Sessions.Clear();
        Consents.Clear();
        FrontdoorPasses.Clear();
        Records.Clear();
        Cursors.Clear();
        Keys.Reset();
    }
}
