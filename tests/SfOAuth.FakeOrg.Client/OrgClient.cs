using System;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>
/// A Salesforce org of one's own in the FakeOrg's process, through its control API: the same for tests on .NET and on
/// .NET Framework, where ASP.NET Core does not run.
/// </summary>
public sealed class OrgClient
{
    private readonly ControlClient _control;
    private int _ended;

    private OrgClient(JObject announcement)
    {
        LoginUrl = announcement.Value<string>("loginUrl")!;
        MyDomainUrl = announcement.Value<string>("myDomainUrl")!;
        SecureLoginUrl = announcement.Value<string>("secureLoginUrl")!;
        SecureMyDomainUrl = announcement.Value<string>("secureMyDomainUrl")!;
        OrganizationId = announcement.Value<string>("organizationId")!;
        _control = new ControlClient(LoginUrl);
        Scenario = new Scenario(_control);
        Clock = new OrgClock(_control);
        Faults = new FaultPlan(_control);
        Requests = new RequestLog(_control);
        Ledger = new Ledger(_control);
    }

    public string LoginUrl { get; }

    public string MyDomainUrl { get; }

    public string SecureLoginUrl { get; }

    public string SecureMyDomainUrl { get; }

    public string OrganizationId { get; }

    public Scenario Scenario { get; }

    public OrgClock Clock { get; }

    public FaultPlan Faults { get; }

    public RequestLog Requests { get; }

    public Ledger Ledger { get; }

    public OrgApp ConfidentialApp => Scenario.Apps[DefaultOrg.ConfidentialClientId];

    public OrgApp PublicApp => Scenario.Apps[DefaultOrg.PublicClientId];

    public OrgUser Admin => Scenario.Users[DefaultOrg.Username];

    public string CertificatePem => _control.Send("GET", "certificate");

    public static Task<OrgClient> StartAsync(
        FakeOrgOptions? options = null,
        CancellationToken cancellationToken = default
    ) =>
        Task.Run(
            () => new OrgClient(OrgProgram.Control.Post<JObject>("orgs", options ?? new FakeOrgOptions())),
            cancellationToken
        );

    public MintedLogin Login(LoginRequest? request = null)
    {
        string json = _control.Send("POST", "login", request ?? new LoginRequest());
        var answer = JObject.Parse(json);
        string Text(string name) => answer.Value<string>(name) ?? "";
        return new MintedLogin(
            Text("access_token"),
            answer.Value<string>("refresh_token"),
            Text("instance_url"),
            Text("id"),
            json
        );
    }

    public string MintCode(CodeRequest? request = null) =>
        _control.Post<JObject>("code", request ?? new CodeRequest()).Value<string>("code")!;

    public string CreateClientKey(string clientId = DefaultOrg.ConfidentialClientId) =>
        _control.Post<JObject>("key", new { clientId }).Value<string>("privateKeyPem")!;

    public void Reset() => _control.Send("POST", "reset");

    public async Task DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            await OrgProgram.Control.SendAsync("DELETE", "orgs?loginUrl=" + Uri.EscapeDataString(LoginUrl));
    }
}
