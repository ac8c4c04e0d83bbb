using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using SfOAuth.FakeOrg.Control;
using SfOAuth.FakeOrg.Endpoints;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Hosting;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Requests;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg;

/// <summary>A Salesforce org on 127.0.0.1. Start as many as you like in one process; dispose each.</summary>
public sealed class FakeOrgServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private readonly OrgState _state;
    private readonly OrgMinting _minting;
    private readonly WebApplication _app;
    private readonly Lazy<X509Certificate2> _certificate;

    private FakeOrgServer(OrgState state, OrgMinting minting, WebApplication app, Lazy<X509Certificate2> certificate)
    {
        _state = state;
        _minting = minting;
        _app = app;
        _certificate = certificate;
    }

    /// <summary>Plays login.salesforce.com. No trailing slash here nor below.</summary>
    public string LoginUrl => _state.Urls.Login;

    /// <summary>Plays MyDomain.my.salesforce.com.</summary>
    public string MyDomainUrl => _state.Urls.MyDomain;

    public string SecureLoginUrl => _state.Urls.SecureLogin;

    public string SecureMyDomainUrl => _state.Urls.SecureMyDomain;

    public Scenario Scenario => _state.Scenario;

    public OrgClock Clock => _state.Clock;

    public FaultPlan Faults => _state.Faults;

    public RequestLog Requests => _state.Requests;

    public Ledger Ledger => _state.Ledger;

    /// <summary>The app with a secret.</summary>
    public OrgApp ConfidentialApp => Scenario.Apps[DefaultOrg.ConfidentialClientId];

    /// <summary>The app without one; it must use PKCE.</summary>
    public OrgApp PublicApp => Scenario.Apps[DefaultOrg.PublicClientId];

    public OrgUser Admin => Scenario.Users[DefaultOrg.Username];

    /// <summary>Eighteen characters.</summary>
    public string OrganizationId => _state.OrganizationId;

    /// <summary>The HTTPS hosts' certificate, self-signed: trust exactly this one.</summary>
    public X509Certificate2 Certificate => _certificate.Value;

    public string CertificatePem => Certificate.ExportCertificatePem();

    /// <exception cref="System.IO.IOException">A given port is taken.</exception>
    public static async Task<FakeOrgServer> StartAsync(
        FakeOrgOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new FakeOrgOptions();
        OrgState state = new(options);
        TokenIssuer issuer = new(state);
        OrgMinting minting = new(state, issuer);

        // Made by the first who asks: most tests speak http, and this is a third of the start.
        Lazy<X509Certificate2> certificate = new(OrgCertificate.Create);
        ControlRoutes control = new(state, minting, certificate);
        RequestPipeline pipeline = new(state, new OrgRoutes(state, issuer), control);
        OrgListeners listeners = new(options);
        WebApplication app = KestrelHost.Build(listeners.All, certificate, pipeline.HandleAsync);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        state.Urls = listeners.UrlsOn(options.HostName);
        return new FakeOrgServer(state, minting, app, certificate);
    }

    /// <summary>A login without a browser.</summary>
    public MintedLogin Login(LoginRequest? request = null) => _minting.Login(request ?? new LoginRequest());

    /// <summary>An authorization code without a browser; any host of the org takes it.</summary>
    public string MintCode(CodeRequest? request = null) => _minting.Code(request ?? new CodeRequest());

    /// <summary>
    /// A key pair for the app: its public half is registered, its private half returned as PKCS#8 PEM.
    /// </summary>
    public string CreateClientKey(string clientId = DefaultOrg.ConfidentialClientId) =>
        _state.Keys.Create(Scenario.Apps[clientId]);

    /// <summary>Back to the state after the start; ports, ids and the certificate stay.</summary>
    public void Reset() => _state.Reset();

    public async ValueTask DisposeAsync()
    {
        await _state.Stopping.CancelAsync();
        Faults.Clear();
        using CancellationTokenSource timeout = new(StopTimeout);
        await _app.StopAsync(timeout.Token);
        await _app.DisposeAsync();
        if (_certificate.IsValueCreated)
            _certificate.Value.Dispose();
    }
}
