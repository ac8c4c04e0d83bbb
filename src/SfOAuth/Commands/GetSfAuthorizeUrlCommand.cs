using System.Management.Automation;
using SfOAuth.Hosts;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;
using SfOAuth.SignIn;

namespace SfOAuth.Commands;

/// <summary>Mints an authorization request: the URL for the browser, its state and its PKCE verifier.</summary>
[Cmdlet(VerbsCommon.Get, "SfAuthorizeUrl", HelpUri = HelpPages + "Get-SfAuthorizeUrl.md")]
[OutputType(typeof(AuthorizationRequest))]
public sealed class GetSfAuthorizeUrlCommand : SfCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginUrlCompleter))]
    public string LoginUrl { get; set; } = Hosts.LoginUrl.Production;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RedirectUri { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? State { get; set; }

    [Parameter]
    [ValidateSet("login", "consent", "select_account")]
    public string[] Prompt { get; set; } = [];

    [Parameter]
    [ValidateSet("page", "popup", "touch")]
    public string? Display { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LoginHint { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Nonce { get; set; }

    [Parameter]
    public SwitchParameter NoPkce { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var context = new ErrorContext();
        ReportErrors(
            context,
            () =>
                WriteObject(AuthorizationUrl.Create(ReadOptions(new AppParameters(this).ReadLogin(LoginUrl, context))))
        );
    }

    private AuthorizationOptions ReadOptions(LoginUrl loginUrl) =>
        new()
        {
            LoginUrl = loginUrl,
            ClientId = GivenText.Read(ClientId, nameof(ClientId)),
            RedirectUri = RedirectUri is null ? null : GivenText.Read(RedirectUri, nameof(RedirectUri)),
            Scope = string.Join(" ", Scope).Split([' ', ','], System.StringSplitOptions.RemoveEmptyEntries),
            State = State,
            Prompt = Prompt,
            Display = Display,
            LoginHint = LoginHint,
            Nonce = Nonce,
            UsePkce = !NoPkce,
        };
}
