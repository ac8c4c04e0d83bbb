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

/// <summary>Base of the cmdlets that ask the org about a token: a saved one as it is, a token object, or a bare one.</summary>
public abstract class TokenStateCommand : SfAppCommand
{
    private protected const string NameSet = "Name";
    private protected const string TokenSet = "Token";
    private protected const string AccessTokenSet = "AccessToken";
    private protected const string RefreshTokenHint = "refresh_token";

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    [Parameter(ParameterSetName = AccessTokenSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter]
    [ValidateSet("access_token", RefreshTokenHint)]
    public string TokenTypeHint { get; set; } = "access_token";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == AccessTokenSet)
            Inspect(ClientId, LoginUrl, client => new TokenQuery(client, AccessToken!));
        else if (Token is { Name: string saved })
            InspectSaved(saved, string.IsNullOrEmpty(Vault) ? Token.Vault : Vault, Token);
        else if (Token is not null)
            Inspect(Token.ClientId, IsBound(nameof(LoginUrl)) ? LoginUrl : Token.LoginUrl, client => Choose(client, Token));
        else if (Name.Length == 0)
            InspectSaved(name: null, Vault, token: null);
        else
            Array.ForEach(Name, name => InspectSaved(name, Vault, token: null));
    }

    private protected abstract Task InspectAsync(TokenQuery token);

    private protected async Task<TokenInfo> IntrospectAsync(TokenQuery token)
    {
        await LoadKeyAsync(token.Client).ConfigureAwait(false);
        return await Introspection.SendAsync(token.Client, token.Value, TokenTypeHint, CreateTransport(), Clock, Cancelled).ConfigureAwait(false);
    }

    private void Inspect(string clientId, string login, Func<ClientSettings, TokenQuery> choose)
    {
        var context = new ErrorContext();
        Try(context, () =>
        {
            RequireSecret(AccessToken, nameof(AccessToken));
            if (clientId.Length == 0 && IsBound(nameof(ClientSecret)))
                throw new SfOAuthException(Problem.ParameterInvalid, "-ClientSecret says nothing without -ClientId.");
            TokenQuery chosen = choose(ReadClient(clientId, login, context));
            Run(context, () => InspectAsync(chosen));
        });
    }

    private void InspectSaved(string? name, string? vaultName, Token? token)
    {
        ErrorContext context = ErrorContext.For(name);
        Try(context, () =>
        {
            Func<ClientSettings, ClientSettings> change = ReadOverride(new ErrorContext()) ?? (saved => saved);
            RunInVault(context, vaultName, async vault =>
            {
                TokenQuery found = await FindAsync(vault, name, token, change).ConfigureAwait(false);
                context.LoginUrl = found.Client.LoginUrl.Value;
                await InspectAsync(found).ConfigureAwait(false);
            });
        });
    }

    private async Task<TokenQuery> FindAsync(SecretManagementVault vault, string? name, Token? token, Func<ClientSettings, ClientSettings> change)
    {
        string connection = name is null ? await new ConnectionCatalog(vault).RequireOnlyNameAsync(Cancelled).ConfigureAwait(false) : ConnectionName.Require(name);
        try
        {
            ConnectionRecord record = await new ConnectionRead(ServicesOf(vault)).RunAsync(connection, Cancelled).ConfigureAwait(false);
            return Choose(change(record.Client), token ?? record.ToToken(connection, vault.Name));
        }
        catch (StorageException exception) when (token is not null && exception.Problem == Problem.ConnectionNotFound)
        {
            // Forgotten since; the object says as much as one that was never saved.
            return Choose(change(new ClientSettings { LoginUrl = Hosts.LoginUrl.Parse(token.LoginUrl), ClientId = token.ClientId }), token);
        }
    }

    /// <exception cref="StorageException">There is no refresh token.</exception>
    private TokenQuery Choose(ClientSettings client, Token token) => TokenTypeHint == RefreshTokenHint
        ? new(client, token.RefreshToken ?? throw new StorageException(Problem.RefreshTokenMissing, "The token was issued without a refresh token."))
        : new(client, token.AccessToken, token.Id, token.InstanceUrl);
}
