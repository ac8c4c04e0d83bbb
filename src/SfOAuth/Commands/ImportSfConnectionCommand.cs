using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Commands;

/// <summary>
/// Makes a saved connection of a login that something else holds. A refresh at once proves it, and under rotation moves
/// it here.
/// </summary>
[Cmdlet(
    VerbsData.Import,
    "SfConnection",
    DefaultParameterSetName = UrlSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Import-SfConnection.md"
)]
[OutputType(typeof(Token))]
public sealed class ImportSfConnectionCommand : SfAppCommand
{
    private const string UrlSet = "SfdxAuthUrl";
    private const string RefreshTokenSet = "RefreshToken";
    private const string AccessTokenSet = "AccessToken";

    [Parameter(Mandatory = true, Position = 0)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string Name { get; set; } = "";

    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = UrlSet
    )]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? SfdxAuthUrl { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RefreshTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RefreshTokenSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AccessTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AccessTokenSet)]
    [ValidateNotNullOrEmpty]
    public string InstanceUrl { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name, isNew: true);
        if (ParameterSetName == AccessTokenSet)
            ReportErrors(context, () => ImportToken(context));
        else
            ReportErrors(context, () => ImportLogin(context));
    }

    private void ImportLogin(ErrorContext context)
    {
        string name = ConnectionName.Require(Name);
        (ClientSettings client, string refreshToken) =
            ParameterSetName == UrlSet
                ? ReadUrl(Protocol.SfdxAuthUrl.Parse(SecureText.Reveal(SfdxAuthUrl)!), context)
                : (ReadClient(ClientId, LoginUrl, context), GivenText.ReadToken(RefreshToken!, nameof(RefreshToken)));
        WriteWarning(
            $"'{name}' moves here: if the app rotates refresh tokens, the copy it comes from stops working, "
                + "and using that copy once more would end the login."
        );
        var login = new LoginRunner(this)
        {
            Accept = response => Task.FromResult(response.WithRefreshToken(response.RefreshToken ?? refreshToken)),
        };
        login.Run(context, name, Vault, client, AuthorizationGrant.RefreshToken, Refresh.Prepare(client, refreshToken));
    }

    private void ImportToken(ErrorContext context)
    {
        string token = GivenText.ReadToken(AccessToken!, nameof(AccessToken));
        ClientSettings client = new AppParameters(this).ReadInstance(InstanceUrl, context);
        string name = ConnectionName.Require(Name);
        RunWork(
            context,
            async () =>
            {
                (ConnectionStore store, string connection) = await Connections.ForNewAsync(name, Vault);
                if (
                    await ConfirmAsync(
                        $"connection '{name}' at {client.LoginUrl.Host}",
                        "Ask whose the access token is, and save it"
                    )
                )
                {
                    await new LoginRunner(this).KeepAsync(
                        store,
                        connection,
                        client,
                        AuthorizationGrant.AccessToken,
                        () => AccessTokenImport.RunAsync(token, client.LoginUrl, CreateTransport(), Clock, Cancelled)
                    );
                }
            }
        );
    }

    private (ClientSettings Client, string RefreshToken) ReadUrl(SfdxAuthUrl url, ErrorContext context)
    {
        ClientSettings client = ReadClient(
            url.ClientId,
            IsBound(nameof(LoginUrl)) ? LoginUrl : url.RequireLoginUrl().Value,
            context
        );
        return (
            client.ClientSecret is null ? client with { ClientSecret = url.ClientSecret } : client,
            url.RefreshToken
        );
    }
}
