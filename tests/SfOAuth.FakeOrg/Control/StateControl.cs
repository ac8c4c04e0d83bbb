using System;
using System.Security.Cryptography.X509Certificates;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Control;

internal sealed class StateControl(OrgState org, OrgMinting minting, Lazy<X509Certificate2> certificate)
{
    public OrgAnswer ShowLedger(OrgRequest request) =>
        ControlJson.Answer(new { families = org.Ledger.Families, org.Ledger.AccessTokensAlive });

    public OrgAnswer ShowCertificate(OrgRequest request) =>
        OrgAnswer.Text(200, certificate.Value.ExportCertificatePem(), "application/x-pem-file");

    public OrgAnswer ShowClock(OrgRequest request) =>
        ControlJson.Answer(new { org.Clock.UtcNow, offsetSeconds = org.Clock.Offset.TotalSeconds });

    public OrgAnswer AdvanceClock(OrgRequest request)
    {
        org.Clock.Advance(TimeSpan.FromSeconds(ControlJson.Read<ClockChange>(request).AdvanceSeconds));
        return ShowClock(request);
    }

    public OrgAnswer Reset(OrgRequest request)
    {
        org.Reset();
        return ControlJson.Done();
    }

    public OrgAnswer Login(OrgRequest request) => minting.Answer(ControlJson.Read<LoginRequest>(request));

    public OrgAnswer Code(OrgRequest request) =>
        ControlJson.Answer(new { code = minting.Code(ControlJson.Read<CodeRequest>(request)) });

    public OrgAnswer CreateKey(OrgRequest request)
    {
        string clientId = ControlJson.Read<KeyRequest>(request).ClientId ?? DefaultOrg.ConfidentialClientId;
        OrgApp app = org.Scenario.Apps.Find(clientId) ?? throw Refusals.UnknownClient.Raise();
        return ControlJson.Answer(
            new
            {
                app.ClientId,
                privateKeyPem = org.Keys.Create(app),
                app.PublicKeyPem,
            }
        );
    }

    private sealed record ClockChange(double AdvanceSeconds);

    private sealed record KeyRequest(string? ClientId);
}
