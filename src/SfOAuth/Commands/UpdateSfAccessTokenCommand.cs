using System;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Refreshes now: saved connections by name, a token object, or a bare refresh token.</summary>
[Cmdlet(VerbsData.Update, "SfAccessToken", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(Token))]
public sealed class UpdateSfAccessTokenCommand : SfAppCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";
    private const string RefreshTokenSet = "RefreshToken";

    private readonly Lazy<BatchRunner> _bulk;

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
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

    public UpdateSfAccessTokenCommand() => _bulk = new(() => new BatchRunner(this, Pipeline, Progress));

    private protected override string Activity => "Refreshing Salesforce tokens";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RefreshTokenSet)
            RefreshUnsaved(ClientId, LoginUrl, RefreshToken);
        else if (Token is { Name: string name })
            RefreshSaved(name, string.IsNullOrEmpty(Vault) ? Token.Vault : Vault);
        else if (Token is not null)
            RefreshUnsaved(Token.ClientId, IsBound(nameof(LoginUrl)) ? LoginUrl : Token.LoginUrl, Token.RefreshToken);
        else if (Name.Length == 0)
            RefreshSaved(name: null, Vault);
        else
            Array.ForEach(Name, name => RefreshSaved(name, Vault));
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _bulk.Value.Complete(ThrottleLimit);

    private protected override Task EmitAsync(Token token)
    {
        _bulk.Value.Keep(token);
        return Task.CompletedTask;
    }

    private protected override Task ReportAsync(ErrorRecord error)
    {
        _bulk.Value.Keep(error);
        return Task.CompletedTask;
    }

    private void RefreshSaved(string? name, string? vaultName)
    {
        ErrorContext context = ErrorContext.For(name);
        Try(context, () =>
        {
            string? valid = name is null ? null : ConnectionName.Require(name);
            Func<Task<SecretManagementVault>> open = VaultOpener(vaultName);
            var options = new RefreshOptions { Client = ReadOverride(new ErrorContext()), Confirm = ConfirmAsync };
            Enqueue(context, async () =>
            {
                SecretManagementVault vault = await open().ConfigureAwait(false);
                string connection = valid ?? await new ConnectionCatalog(vault).RequireOnlyNameAsync(Cancelled).ConfigureAwait(false);
                return await new ConnectionRefresh(ServicesOf(vault)).RunAsync(connection, options, Cancelled).ConfigureAwait(false);
            });
        });
    }

    private void RefreshUnsaved(string clientId, string login, SecureString? refreshToken)
    {
        var context = new ErrorContext();
        Try(context, () =>
        {
            ClientSettings client = ReadClient(clientId, login, context);
            RequireSecret(refreshToken, nameof(RefreshToken));
            if (refreshToken is null)
                throw new StorageException(Problem.RefreshTokenMissing, "The token was issued without a refresh token.");
            OAuthRequest request = Refresh.Prepare(client, refreshToken);
            // Asked here and not by the work: each way to this thread and back is a good part of a short refresh.
            if (MayBeSent(request))
                Enqueue(context, () => RefreshUnsavedAsync(client, request, refreshToken));
        });
    }

    private async Task<Token?> RefreshUnsavedAsync(ClientSettings client, OAuthRequest request, SecureString refreshToken)
    {
        await LoadKeyAsync(client).ConfigureAwait(false);
        TokenResponse response = await SendAsync(request).ConfigureAwait(false);
        if (response.RefreshToken is not null)
            await Pipeline.WriteAsync(() => WriteWarning("The org rotated the refresh token: the one given is dead, and the RefreshToken of the output takes its place. Save it.")).ConfigureAwait(false);
        return TokenFactory.Create(client, response.WithRefreshToken(response.RefreshToken ?? refreshToken));
    }

    private void Enqueue(ErrorContext context, Func<Task<Token?>> work) => _bulk.Value.Add(() => WriteResultAsync(context, work), ThrottleLimit);
}
