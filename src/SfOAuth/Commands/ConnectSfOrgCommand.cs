using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using SfOAuth.SignIn;

namespace SfOAuth.Commands;

/// <summary>Signs in with the browser, with a new app or with that of a saved connection.</summary>
[Cmdlet(VerbsCommunications.Connect, "SfOrg", DefaultParameterSetName = SavedSet, SupportsShouldProcess = true,
    HelpUri = HelpPages + "Connect-SfOrg.md")]
[OutputType(typeof(Token))]
public sealed class ConnectSfOrgCommand : SfAppCommand
{
    private const string AppSet = "App";
    private const string SavedSet = "Saved";
    private const string EnvironmentSet = "Environment";
    private const string IdTokenScope = "openid";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AppSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public SwitchParameter FromEnvironment { get; set; }

    [Parameter(ValueFromPipeline = true)]
    [ConnectionName]
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

    internal override int RequestTimeoutSec => 30;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name, fromEnvironment: FromEnvironment);
        if (FromEnvironment)
        {
            ReportErrors(context, () => new EnvironmentSignIn(this).Run(context, Name, Vault));
            return;
        }

        ReportErrors(context, () =>
        {
            context.RedirectUri = ReadRedirectUri();
            ClientSettings? app = ParameterSetName == AppSet ? ReadClient(ClientId, LoginUrl, context) : null;
            Func<ClientSettings, ClientSettings> change = (app is null ? ReadOverride() : null) ?? (saved => saved);
            RunWork(context, () => ConnectAsync(context, app, change));
        });
    }

    private async Task ConnectAsync(ErrorContext context, ClientSettings? app, Func<ClientSettings, ClientSettings> change)
    {
        (ConnectionStore store, string name) = app is null ? await Connections.FindAsync(Name, Vault) : await Connections.ForNewAsync(Name, Vault);
        // A vault that can't be used has to show before a person signs in, and their sign-in must hold up no refresh: it is read
        // without the lock, and taken with it when the code is there.
        ConnectionRecord? known = app is null
            ? await store.RequireAsync(name, Cancelled)
            : await store.Vault.ReadAsync(name, Cancelled);
        await store.Vault.PrepareAsync(Cancelled);
        ClientSettings client = app ?? change(known!.Client);
        if (await SignInAsync(context, client) is Func<Task<TokenResponse>> exchange)
            await new LoginRunner(this) { RevokesReplaced = true }.KeepAsync(store, name, client, AuthorizationGrant.Code, exchange);
    }

    /// <returns>What turns the code of the sign-in into tokens; null when it was not to be.</returns>
    private async Task<Func<Task<TokenResponse>>?> SignInAsync(ErrorContext context, ClientSettings client)
    {
        context.LoginUrl = client.LoginUrl.Value;
        await LoadKeyAsync(client);
        AuthorizationRequest asked = AuthorizationUrl.Create(ReadOptions(client, context.RedirectUri));
        if (!await ConfirmAsync(client.LoginUrl.Host, $"Sign in with {asked.Url}"))
            return null;
        Attendance.RequirePerson(Host, byBrowser: !NoBrowser);
        string host = client.LoginUrl.Host;
        string code = NoBrowser
            ? await Pipeline.AskAsync(() => new ManualSignIn(this).ReadCode(asked, host))
            : (await new BrowserSignIn(this).RunAsync(asked, TimeSpan.FromSeconds(TimeoutSec))).RequireCode(asked.State, host);
        OAuthRequest request = CodeExchange.Prepare(client, code, asked.RedirectUri, SecureText.Reveal(asked.CodeVerifier));
        var login = new LoginRunner(this)
        {
            Accept = asked.Nonce is null
                ? null
                : response => IdTokenGate.RequireAsync(response, client, asked.Nonce, CreateTransport(), Clock, Cancelled),
        };
        return () => login.SendAsync(request);
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
        return RedirectUri is not null ? GivenText.Read(RedirectUri, nameof(RedirectUri)) : $"http://localhost:{Port}/OauthRedirect";
    }
}
