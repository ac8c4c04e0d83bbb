using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>Makes a saved connection of a login that something else holds. A refresh at once proves it, and under rotation moves it here.</summary>
[Cmdlet(VerbsData.Import, "SfConnection", DefaultParameterSetName = UrlSet, SupportsShouldProcess = true)]
[OutputType(typeof(Token))]
public sealed class ImportSfConnectionCommand : SfAppCommand
{
    private const string UrlSet = "SfdxAuthUrl";
    private const string RefreshTokenSet = "RefreshToken";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = UrlSet)]
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name, isNew: true);
        Try(context, () =>
        {
            (ClientSettings client, SecureString refreshToken) = ParameterSetName == UrlSet
                ? ReadUrl(Protocol.SfdxAuthUrl.Parse(SfdxAuthUrl!), context)
                : (ReadClient(ClientId, LoginUrl, context), RefreshToken!);
            RequireSecret(refreshToken, nameof(RefreshToken));
            OAuthRequest request = Refresh.Prepare(client, refreshToken);
            WriteWarning($"'{Name}' moves here: if the app rotates refresh tokens, the copy it comes from stops working, and using that copy once more would end the login.");
            Obtain(context, Name, client, AuthorizationGrant.RefreshToken, () => RefreshAsync(client, request, refreshToken));
        });
    }

    private (ClientSettings Client, SecureString RefreshToken) ReadUrl(SfdxAuthUrl url, ErrorContext context)
    {
        ClientSettings client = ReadClient(url.ClientId, IsBound(nameof(LoginUrl)) ? LoginUrl : url.LoginUrl.Value, context);
        return (client.ClientSecret is null ? client with { ClientSecret = url.ClientSecret } : client, url.RefreshToken);
    }

    private async Task<TokenResponse?> RefreshAsync(ClientSettings client, OAuthRequest request, SecureString given)
    {
        TokenResponse? response = await TrySendAsync(client, request).ConfigureAwait(false);
        return response?.WithRefreshToken(response.RefreshToken ?? given);
    }
}
