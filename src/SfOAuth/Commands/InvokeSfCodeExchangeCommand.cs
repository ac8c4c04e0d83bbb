using System.Management.Automation;
using System.Security;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;
using SfOAuth.SignIn;

namespace SfOAuth.Commands;

/// <summary>Turns what the browser brought back into tokens, and saves them under a name if one is given.</summary>
[Cmdlet(
    VerbsLifecycle.Invoke,
    "SfCodeExchange",
    DefaultParameterSetName = ResponseUrlSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Invoke-SfCodeExchange.md"
)]
[OutputType(typeof(Token))]
public sealed class InvokeSfCodeExchangeCommand : SfAppCommand
{
    private const string ResponseUrlSet = "ResponseUrl";
    private const string CodeSet = "Code";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ResponseUrlSet)]
    [ValidateNotNullOrEmpty]
    public string ResponseUrl { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = CodeSet)]
    [ValidateNotNullOrEmpty]
    public string Code { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginUrlCompleter))]
    public override string LoginUrl { get; set; } = Hosts.LoginUrl.Production;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? RedirectUri { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? CodeVerifier { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? State { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Nonce { get; set; }

    [Parameter]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name);
        ReportErrors(
            context,
            () =>
            {
                string? redirectUri = context.RedirectUri = RedirectUri is null
                    ? null
                    : GivenText.Read(RedirectUri, nameof(RedirectUri));
                ClientSettings client = ReadClient(ClientId, LoginUrl, context);
                string code =
                    ParameterSetName == CodeSet
                        ? AuthorizationCode.Decode(Code)
                        : AuthorizationResponse.Parse(ResponseUrl).RequireCode(State, client.LoginUrl.Host);
                string? verifier = GivenText.ReadSecret(CodeVerifier, nameof(CodeVerifier));
                OAuthRequest request = CodeExchange.Prepare(
                    client,
                    code,
                    redirectUri ?? client.LoginUrl.SuccessPage,
                    verifier
                );
                RunLogin(context, client, request);
            }
        );
    }

    /// <summary>With a nonce the id token is checked before the tokens are saved or shown.</summary>
    private void RunLogin(ErrorContext context, ClientSettings client, OAuthRequest request)
    {
        string? nonce = string.IsNullOrEmpty(Nonce) ? null : Nonce;
        var login = new LoginRunner(this)
        {
            Accept = nonce is null
                ? null
                : response => IdTokenGate.RequireAsync(response, client, nonce, CreateTransport(), Clock, Cancelled),
        };
        login.Run(context, Name, Vault, client, AuthorizationGrant.Code, request);
    }
}
