using System;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Binding;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;
using SfOAuth.Tokens;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Refreshes now: saved connections by name, a token object, or a bare refresh token.</summary>
[Cmdlet(VerbsData.Update, "SfAccessToken", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(Token))]
public sealed class UpdateSfAccessTokenCommand : SfTokenCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";
    private const string RefreshTokenSet = "RefreshToken";

    private readonly BulkProgress _progress;

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RefreshTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RefreshTokenSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 32;

    public UpdateSfAccessTokenCommand() => _progress = new BulkProgress(this, "Refreshing Salesforce tokens");

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RefreshTokenSet)
            Try(new ErrorContext(), () => StartUnsaved(ReadClient(ClientId, LoginUrl), RefreshToken));
        else if (Token is { Name: string name })
            Try(new ErrorContext { Connection = name }, () => StartSaved(name, string.IsNullOrEmpty(Vault) ? Token.Vault : Vault));
        else if (Token is not null)
            Try(new ErrorContext { LoginUrl = Token.LoginUrl }, () => StartUnsaved(ReadClient(Token.ClientId, IsBound(nameof(LoginUrl)) ? LoginUrl : Token.LoginUrl), Token.RefreshToken));
        else if (Name.Length == 0)
            Try(new ErrorContext(), () => StartSaved(name: null, Vault));
        else
            Array.ForEach(Name, one => Try(ErrorContext.For(one), () => StartSaved(ConnectionName.Require(one), Vault)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Pipeline.PumpUntilBelow(1);
        _progress.Complete();
    }

    private void StartSaved(string? name, string? vaultName)
    {
        Func<Task<SecretManagementVault>> open = VaultOpener(vaultName);
        var options = new RefreshOptions { Client = ReadOverride(), Confirm = ConfirmAsync };
        Start(new ErrorContext { Connection = name }, async () =>
        {
            SecretManagementVault vault = await open().ConfigureAwait(false);
            string connection = name ?? await new ConnectionCatalog(vault).RequireOnlyNameAsync(Cancelled).ConfigureAwait(false);
            return await new ConnectionRefresh(ServicesOf(vault)).RunAsync(connection, options, Cancelled).ConfigureAwait(false);
        });
    }

    private void StartUnsaved(ClientSettings client, SecureString? refreshToken)
    {
        RequireSecret(refreshToken, nameof(RefreshToken));
        if (refreshToken is null)
            throw new StorageException(Problem.RefreshTokenMissing, "The token was issued without a refresh token.");
        Start(new ErrorContext { LoginUrl = client.LoginUrl.Value }, () => RefreshUnsavedAsync(client, refreshToken));
    }

    private async Task<Token?> RefreshUnsavedAsync(ClientSettings client, SecureString refreshToken)
    {
        TokenRequest request = TokenRefresh.Prepare(client, refreshToken);
        if (!await ConfirmAsync(request).ConfigureAwait(false))
            return null;
        TokenResponse response = await SendAsync(request).ConfigureAwait(false);
        if (response.RefreshToken is not null)
            await Pipeline.WriteAsync(() => WriteWarning("The org rotated the refresh token: the one given is dead, and the RefreshToken of the output takes its place. Save it.")).ConfigureAwait(false);
        return TokenFactory.Create(client, response.WithRefreshToken(response.RefreshToken ?? refreshToken));
    }

    private void Start(ErrorContext context, Func<Task<Token?>> work)
    {
        Pipeline.PumpUntilBelow(ThrottleLimit);
        _progress.Started();
        Pipeline.Start(async () =>
        {
            await WriteResultAsync(context, work).ConfigureAwait(false);
            await Pipeline.WriteAsync(_progress.Ended).ConfigureAwait(false);
        });
    }
}
