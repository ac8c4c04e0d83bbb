using System.Management.Automation;
using System.Security;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>
/// A token for a user whom an admin let the app sign for; saved under a name, it is made anew when needed.
/// </summary>
[Cmdlet(
    VerbsLifecycle.Request,
    "SfJwtToken",
    DefaultParameterSetName = KeyPathSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Request-SfJwtToken.md"
)]
[OutputType(typeof(Token))]
public sealed class RequestSfJwtTokenCommand : SfNetworkCommand
{
    private const string KeyPathSet = "KeyPath";
    private const string KeySet = "Key";
    private const string KeySecretSet = "KeySecret";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Subject")]
    [ValidateNotNullOrEmpty]
    public string Username { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2, ParameterSetName = KeyPathSet)]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    [Parameter(ParameterSetName = KeySet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? PrivateKey { get; set; }

    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = KeySecretSet)]
    [SecretTransformation]
    public SecureString? KeyPassword { get; set; }

    [Parameter(ParameterSetName = KeySet)]
    [CertificateTransformation]
    [ValidateNotNull]
    public object? Certificate { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = KeySecretSet)]
    [ValidateNotNullOrEmpty]
    public string? KeySecret { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginUrlCompleter))]
    public string LoginUrl { get; set; } = Hosts.LoginUrl.Production;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Audience { get; set; }

    [Parameter(ValueFromPipeline = true)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? Name { get; set; }

    [Parameter]
    public ResponseFormat ResponseFormat { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name);
        ReportErrors(
            context,
            () =>
            {
                // What else this app asks of the org later, it proves with the same key.
                ClientSettings client = ReadApp().Read(ClientId, LoginUrl, context) with
                {
                    Authentication = ClientAuthentication.PrivateKeyJwt,
                };
                string audience = Audience is null
                    ? Hosts.Audience.Of(client.LoginUrl)
                    : GivenText.Read(Audience, nameof(Audience));
                var grant = AuthorizationGrant.Jwt(GivenText.Read(Username, nameof(Username)), audience);
                OAuthRequest request = JwtBearer.Prepare(client, grant.Username!, grant.Audience!);
                new LoginRunner(this).Run(context, Name, Vault, client, grant, request);
            }
        );
    }

    private AppParameters ReadApp() =>
        new(this)
        {
            Key = new KeyParameters
            {
                KeyPath = KeyPath,
                PrivateKey = PrivateKey,
                TakesText = true,
                KeyPassword = KeyPassword,
                Certificate = Certificate,
                KeySecret = KeySecret,
                Vault = Vault,
            },
            ResponseFormat = ResponseFormat,
        };
}
