using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using SfOAuth.SignIn;

namespace SfOAuth.Demo;

/// <summary>An app that gets its tokens through the library, as the cmdlets do.</summary>
internal sealed class DemoClient : IDisposable
{
    private readonly HttpMessageHandler _handler = HttpPlatform.CreateHandler();
    private readonly SystemClock _clock = new();
    private readonly ClientSettings _settings;

    public DemoClient(string loginUrl, string clientId, string clientSecret) =>
        _settings = new ClientSettings
        {
            LoginUrl = LoginUrl.Parse(loginUrl),
            ClientId = clientId,
            ClientSecret = clientSecret,
        };

    public AuthorizationRequest CreateRequest(params string[] scope) =>
        AuthorizationUrl.Create(
            new AuthorizationOptions
            {
                LoginUrl = _settings.LoginUrl,
                ClientId = _settings.ClientId,
                Scope = scope,
            }
        );

    public Task<Token> ExchangeAsync(AuthorizationRequest request, string address)
    {
        string code = AuthorizationResponse.Parse(address).RequireCode(request.State, _settings.LoginUrl.Host);
        return SendAsync(
            CodeExchange.Prepare(_settings, code, request.RedirectUri, SecureText.Reveal(request.CodeVerifier))
        );
    }

    public Task<Token> RefreshAsync(string refreshToken) => SendAsync(Refresh.Prepare(_settings, refreshToken));

    public async Task<string> GetAsync(Token token, string path)
    {
        using HttpMessageInvoker http = new(_handler, disposeHandler: false);
        using HttpRequestMessage request = new(HttpMethod.Get, token.Resolve(path));
        request.Headers.Authorization = new AuthenticationHeaderValue(token.TokenType, token.GetAccessToken());
        using HttpResponseMessage response = await http.SendAsync(request, CancellationToken.None);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public void Dispose() => _handler.Dispose();

    private async Task<Token> SendAsync(OAuthRequest request)
    {
        Transport transport = new(_handler, TimeSpan.FromSeconds(30));
        return TokenFactory.Create(
            _settings,
            await TokenEndpoint.SendAsync(request, transport, _clock, CancellationToken.None)
        );
    }
}
