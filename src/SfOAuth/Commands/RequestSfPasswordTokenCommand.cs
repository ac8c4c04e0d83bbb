using System.Management.Automation;
using System.Security;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>A token for a user whose password is at hand; for as long as Salesforce still takes one.</summary>
[Cmdlet(
    VerbsLifecycle.Request,
    "SfPasswordToken",
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Request-SfPasswordToken.md"
)]
[OutputType(typeof(Token))]
public sealed class RequestSfPasswordTokenCommand : SfAppCommand
{
    private const string Retirement =
        "Salesforce ends the username-password flow on 2027-02-20, "
        + "and new orgs have it switched off. Move to Request-SfJwtToken or Request-SfClientCredentialsToken.";

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    [Parameter]
    [SecretTransformation]
    public SecureString? SecurityToken { get; set; }

    [Parameter]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => WriteWarning(Retirement);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name);
        ReportErrors(
            context,
            () =>
            {
                ClientSettings client = ReadClient(ClientId, LoginUrl, context);
                string user = GivenText.Read(Credential.UserName, nameof(Credential));
                // Salesforce wants the security token right behind the password.
                string password =
                    GivenText.ReadPassword(Credential.Password, nameof(Credential))
                    + GivenText.ReadSecret(SecurityToken, nameof(SecurityToken));
                var grant = AuthorizationGrant.ForPassword(user, password);
                OAuthRequest request = Password.Prepare(client, user, password);
                new LoginRunner(this).Run(context, Name, Vault, client, grant, request);
            }
        );
    }
}
