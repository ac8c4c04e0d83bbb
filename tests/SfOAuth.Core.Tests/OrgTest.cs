using System;
using System.Net.Http;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Compatibility;
using SfOAuth.FakeOrg;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
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

    protected Transport Transport(double timeoutSeconds = 30) => new(_handler, TimeSpan.FromSeconds(timeoutSeconds));

    protected ClientSettings Client(
        ClientAuthentication authentication = ClientAuthentication.Body,
        ResponseFormat format = ResponseFormat.Json,
        string? loginUrl = null,
        string? secret = DefaultOrg.ConfidentialClientSecret) => new()
        {
            LoginUrl = LoginUrl.Parse(loginUrl ?? Org.LoginUrl),
            ClientId = DefaultOrg.ConfidentialClientId,
            ClientSecret = SecureText.Protect(secret),
            Authentication = authentication,
            ResponseFormat = format,
        };

    protected ClientSettings PublicClient() => new() { LoginUrl = LoginUrl.Parse(Org.LoginUrl), ClientId = DefaultOrg.PublicClientId };

    protected Task<TokenResponse> RefreshAsync(string refreshToken, ClientSettings? client = null, Transport? transport = null, CancellationToken cancellationToken = default)
        => TokenEndpoint.SendAsync(TokenRefresh.Prepare(client ?? Client(), SecureText.Protect(refreshToken)), transport ?? Transport(), new SystemClock(), cancellationToken);

    protected Task<TokenResponse> ExchangeAsync(string code, string redirectUri, string? verifier, ClientSettings? client = null)
    {
        SecureString? secret = SecureText.Protect(verifier);
        return TokenEndpoint.SendAsync(CodeExchange.Prepare(client ?? Client(), code, redirectUri, secret), Transport(), new SystemClock(), CancellationToken.None);
    }
}
