using System;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;
using SfOAuth.SignIn;

namespace SfOAuth.Commands;

/// <summary>Signs in with the browser, with a new app or with that of a saved connection.</summary>
[Cmdlet(
    VerbsCommunications.Connect,
    "SfOrg",
    DefaultParameterSetName = SavedSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Connect-SfOrg.md"
)]
[OutputType(typeof(Token))]
public sealed class ConnectSfOrgCommand : SfAppCommand
{
    private const string AppSet = "App";
    private const string SavedSet = "Saved";
    private const string EnvironmentSet = "Environment";

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

        ReportErrors(
            context,
            () =>
            {
                context.RedirectUri = ReadRedirectUri();
                ClientSettings? app = ParameterSetName == AppSet ? ReadClient(ClientId, LoginUrl, context) : null;
                Func<ClientSettings, ClientSettings> change = (app is null ? ReadOverride() : null) ?? (saved => saved);
                RunWork(context, () => new PersonSignIn(this).RunAsync(context, app, change));
            }
        );
    }

    internal AuthorizationOptions ReadOptions(ClientSettings client, string? redirectUri)
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
            Nonce = scope.Contains(ProtocolNames.OpenIdScope) ? AuthorizationUrl.CreateNonce() : null,
        };
    }

    private string ReadRedirectUri()
    {
        if (RedirectUri is not null && IsBound(nameof(Port)))
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                "-Port and -RedirectUri exclude each other: the redirect URI has its port in it."
            );
        return RedirectUri is not null
            ? GivenText.Read(RedirectUri, nameof(RedirectUri))
            : $"http://localhost:{Port}/OauthRedirect";
    }
}
