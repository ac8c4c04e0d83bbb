using System.Management.Automation;
using System.Security;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Keys;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>A token for a user whom an admin let the app sign for; saved under a name, it is made anew when needed.</summary>
[Cmdlet(VerbsLifecycle.Request, "SfJwtToken", DefaultParameterSetName = KeyPathSet, SupportsShouldProcess = true)]
[OutputType(typeof(Token))]
public sealed class RequestSfJwtTokenCommand : SfTokenCommand
{
    private const string KeyPathSet = "KeyPath";
    private const string CertificateSet = "Certificate";
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

    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySecretSet)]
    [SecretTransformation]
    public SecureString? KeyPassword { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [CertificateTransformation]
    [ValidateNotNull]
    public SigningKey? Certificate { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = KeySecretSet)]
    [ValidateNotNullOrEmpty]
    public string? KeySecret { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginUrlCompleter))]
    public override string LoginUrl { get; set; } = Hosts.LoginUrl.Production.Value;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Audience { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name);
        Try(context, () =>
        {
            // What else this app asks of the org later, it proves with the same key.
            ClientSettings client = ReadClient(ClientId, LoginUrl, context) with { Key = ReadKey(), Authentication = ClientAuthentication.PrivateKeyJwt };
            var grant = AuthorizationGrant.Jwt(Username.Trim(), Audience ?? Hosts.Audience.Of(client.LoginUrl));
            OAuthRequest request = JwtBearer.Prepare(client, grant.Username!, grant.Audience!);
            Obtain(context, Name, client, grant, () => TrySendAsync(client, request));
        });
    }

    private SigningKey? ReadKey()
    {
        RequireSecret(KeyPassword, nameof(KeyPassword));
        return new KeyParameters { KeyPath = KeyPath, KeyPassword = KeyPassword, Certificate = Certificate, KeySecret = KeySecret, Vault = Vault }.Read(SessionState.Path);
    }
}
