using System.Management.Automation;
using SfOAuth.Connections;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>
/// A token for the app itself, as the user the org lets it run as; saved under a name, it is made anew when needed.
/// </summary>
[Cmdlet(
    VerbsLifecycle.Request,
    "SfClientCredentialsToken",
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Request-SfClientCredentialsToken.md"
)]
[OutputType(typeof(Token))]
public sealed class RequestSfClientCredentialsTokenCommand : SfAppCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginUrlCompleter))]
    public override string LoginUrl { get; set; } = "";

    [Parameter(ValueFromPipeline = true)]
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
                ClientSettings client = ReadClient(ClientId, LoginUrl, context);
                OAuthRequest request = Flows.ClientCredentials.Prepare(client);
                new LoginRunner(this).Run(context, Name, Vault, client, AuthorizationGrant.ClientCredentials, request);
            }
        );
    }
}
