using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.FakeOrg;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests;

/// <summary>A test with an org of its own, over real sockets.</summary>
public abstract class OrgTest : IAsyncLifetime
{
    protected const string TokenPath = "/services/oauth2/token";

    private readonly HttpMessageHandler _handler = HttpPlatform.CreateHandler();

    protected OrgClient Org { get; private set; } = null!;

    public async Task InitializeAsync() => Org = await OrgClient.StartAsync();

    public async Task DisposeAsync()
    {
        _handler.Dispose();
        await Org.DisposeAsync();
    }

    private protected Transport Transport(double timeoutSeconds = 30) =>
        new(_handler, TimeSpan.FromSeconds(timeoutSeconds));

    private protected ClientSettings Client(
        ClientAuthentication authentication = ClientAuthentication.Body,
        ResponseFormat format = ResponseFormat.Json,
        string? loginUrl = null,
        string? secret = DefaultOrg.ConfidentialClientSecret
    ) =>
        new()
        {
            LoginUrl = LoginUrl.Parse(loginUrl ?? Org.LoginUrl),
            ClientId = DefaultOrg.ConfidentialClientId,
            ClientSecret = secret,
            Authentication = authentication,
            ResponseFormat = format,
        };

    private protected ClientSettings PublicClient() =>
        new() { LoginUrl = LoginUrl.Parse(Org.LoginUrl), ClientId = DefaultOrg.PublicClientId };

    private protected Task<TokenResponse> RefreshAsync(
        string refreshToken,
        ClientSettings? client = null,
        Transport? transport = null,
        CancellationToken cancellationToken = default
    ) =>
        TokenEndpoint.SendAsync(
            Refresh.Prepare(client ?? Client(), refreshToken),
            transport ?? Transport(),
            new SystemClock(),
            cancellationToken
        );

    private protected Task<TokenResponse> ExchangeAsync(
        string code,
        string redirectUri,
        string? verifier,
        ClientSettings? client = null
    )
    {
        string? secret = verifier;
        return TokenEndpoint.SendAsync(
            CodeExchange.Prepare(client ?? Client(), code, redirectUri, secret),
            Transport(),
            new SystemClock(),
            CancellationToken.None
        );
    }
}
