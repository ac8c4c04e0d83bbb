using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;
using SfOAuth.SignIn;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Signs in with the browser, with a new app or with that of a saved connection.</summary>
[Cmdlet(VerbsCommunications.Connect, "SfOrg", DefaultParameterSetName = SavedSet, SupportsShouldProcess = true)]
[OutputType(typeof(Token))]
public sealed class ConnectSfOrgCommand : SfAppCommand
{
    private const string AppSet = "App";
    private const string SavedSet = "Saved";
    private const string IdTokenScope = "openid";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AppSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? Name { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set; } = [];

    [Parameter]
    [ValidateSet("login", "consent", "select_account")]
    public string[] Prompt { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LoginHint { get; set; }

    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 1717;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RedirectUri { get; set; }

    [Parameter]
    public SwitchParameter NoBrowser { get; set; }

    // How long a person may take; requests do not get longer by that.
    public ConnectSfOrgCommand() => TimeoutSec = 300;

    private protected override int RequestTimeoutSec => 30;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name);
        Try(context, () =>
        {
            context.RedirectUri = ReadRedirectUri();
            string? name = Name is null ? null : ConnectionName.Require(Name);
            ClientSettings? app = ParameterSetName == AppSet ? ReadClient(ClientId, LoginUrl, context) : null;
            Func<ClientSettings, ClientSettings> change = (app is null ? ReadOverride(new ErrorContext()) : null) ?? (saved => saved);
            Func<Task<SecretManagementVault>>? open = app is null || name is not null ? VaultOpener(Vault) : null;
            Run(context, () => WriteResultAsync(context, () => open is null ? ConnectAsync(context, app!) : ConnectAndSaveAsync(context, name, app, change, open)));
        });
    }

    private async Task<Token?> ConnectAsync(ErrorContext context, ClientSettings client)
        => await SignInAsync(context, client).ConfigureAwait(false) is Func<Task<TokenResponse?>> exchange
            && await exchange().ConfigureAwait(false) is TokenResponse response
                ? TokenFactory.Create(client, response)
                : null;

    private async Task<Token?> ConnectAndSaveAsync(
        ErrorContext context, string? given, ClientSettings? app, Func<ClientSettings, ClientSettings> change, Func<Task<SecretManagementVault>> open)
    {
        // A vault that can't be used has to show before a person signs in, and their sign-in must hold up no refresh: it is read
        // without the lock, and taken with it when the code is there.
        SecretManagementVault vault = await open().ConfigureAwait(false);
        ConnectionServices services = ServicesOf(vault);
        string name = given ?? await new ConnectionCatalog(vault).RequireOnlyNameAsync(Cancelled).ConfigureAwait(false);
        ClientSettings client = app ?? change((await services.RequireAsync(name, Cancelled).ConfigureAwait(false)).Client);
        if (app is not null)
            await vault.ReadAsync(name, Cancelled).ConfigureAwait(false);
        if (await SignInAsync(context, client).ConfigureAwait(false) is not Func<Task<TokenResponse?>> exchange)
            return null;

        var signIn = new ConnectionSignIn(services);
        Token? token = await signIn.RunAsync(name, client, AuthorizationGrant.Code, exchange, Cancelled).ConfigureAwait(false);
        await WarnUnlessLastingAsync(name, token!).ConfigureAwait(false);
        if (signIn.Replaced is ConnectionRecord replaced && await ReplacedLogin.RevokeAsync(replaced, token!, CreateTransport(), Clock, Cancelled).ConfigureAwait(false) is string reason)
            await Pipeline.WriteAsync(() => WriteWarning($"The new login is saved as '{name}'. The one it replaces could not be revoked and may live on at the org: {reason}")).ConfigureAwait(false);
        return token;
    }

    /// <returns>What turns the code of the sign-in into tokens; null when it was not to be.</returns>
    private async Task<Func<Task<TokenResponse?>>?> SignInAsync(ErrorContext context, ClientSettings client)
    {
        context.LoginUrl = client.LoginUrl.Value;
        await LoadKeyAsync(client).ConfigureAwait(false);
        AuthorizationRequest asked = AuthorizationUrl.Create(ReadOptions(client, context.RedirectUri));
        if (!await Pipeline.AskAsync(() => ShouldProcess(client.LoginUrl.Host, $"Sign in with {asked.Url}")).ConfigureAwait(false))
            return null;
        string code = NoBrowser
            ? await Pipeline.AskAsync(() => new ManualSignIn(this).ReadCode(asked, client.LoginUrl.Host)).ConfigureAwait(false)
            : (await new BrowserSignIn(this, Pipeline, Clock).RunAsync(asked, TimeSpan.FromSeconds(TimeoutSec), Cancelled).ConfigureAwait(false)).RequireCode(asked.State, client.LoginUrl.Host);
        OAuthRequest request = CodeExchange.Prepare(client, code, asked.RedirectUri, asked.CodeVerifier);
        return async () =>
        {
            TokenResponse response = await SendAsync(request).ConfigureAwait(false);
            return asked.Nonce is null ? response : await IdTokenGate.RequireAsync(response, client, asked.Nonce, CreateTransport(), Clock, Cancelled).ConfigureAwait(false);
        };
    }

    private AuthorizationOptions ReadOptions(ClientSettings client, string? redirectUri)
    {
        string[] scope = string.Join(" ", Scope).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return new AuthorizationOptions
        {
            LoginUrl = client.LoginUrl,
            ClientId = client.ClientId,
            RedirectUri = redirectUri,
            Scope = scope,
            Prompt = Prompt,
            LoginHint = LoginHint,
            Nonce = scope.Contains(IdTokenScope) ? AuthorizationUrl.CreateNonce() : null,
        };
    }

    private string ReadRedirectUri()
    {
        if (RedirectUri is not null && IsBound(nameof(Port)))
            throw new SfOAuthException(Problem.ParameterInvalid, "-Port and -RedirectUri exclude each other: the redirect URI has its port in it.");
        return RedirectUri ?? $"http://localhost:{Port}/OauthRedirect";
    }
}
