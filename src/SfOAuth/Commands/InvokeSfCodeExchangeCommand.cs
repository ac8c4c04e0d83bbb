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

/// <summary>Turns what the browser brought back into tokens, and saves them under a name if one is given.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SfCodeExchange", DefaultParameterSetName = ResponseUrlSet, SupportsShouldProcess = true)]
[OutputType(typeof(Token))]
public sealed class InvokeSfCodeExchangeCommand : SfTokenCommand
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
    public string? RedirectUri { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? CodeVerifier { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? State { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var context = new ErrorContext { Connection = Name, LoginUrl = LoginUrl, RedirectUri = RedirectUri };
        Try(context, () =>
        {
            ClientSettings client = ReadClient(ClientId);
            RequireSecret(CodeVerifier, nameof(CodeVerifier));
            string code = ParameterSetName == CodeSet ? Code : AuthorizationResponse.Parse(ResponseUrl).RequireCode(State, client.LoginUrl.Host);
            TokenRequest request = CodeExchange.Prepare(client, code, RedirectUri ?? client.LoginUrl.SuccessPage, CodeVerifier);
            SecretManagementVault? vault = Name is null ? null : OpenVault(Vault);
            Run(() => WriteResultAsync(context, () => vault is null ? ExchangeAsync(client, request) : ExchangeAndSaveAsync(client, request, vault, Name!)));
        });
    }

    private async Task<Token?> ExchangeAsync(ClientSettings client, TokenRequest request)
        => await SendAsync(request).ConfigureAwait(false) is TokenResponse response ? TokenFactory.Create(client, response) : null;

    private async Task<Token?> ExchangeAndSaveAsync(ClientSettings client, TokenRequest request, SecretManagementVault vault, string name)
    {
        // Read first: a code works once, so a vault that is locked or broken has to show before it is spent.
        ConnectionRecord? replaced = await vault.ReadAsync(name, Cancelled).ConfigureAwait(false);
        if (await SendAsync(request).ConfigureAwait(false) is not TokenResponse response)
            return null;
        Token token = await ConnectionSave.RunAsync(vault, name, ConnectionRecord.FromCode(client, response, Clock.UtcNow, replaced)).ConfigureAwait(false);
        if (token.RefreshToken is null)
            await Pipeline.WriteAsync(() => WriteWarning($"'{name}' is saved without a refresh token and ends with its session: give the app the scope 'refresh_token' and ask for it.")).ConfigureAwait(false);
        return token;
    }

    private async Task<TokenResponse?> SendAsync(TokenRequest request)
        => await ConfirmAsync(request).ConfigureAwait(false)
            ? await TokenEndpoint.SendAsync(request, CreateTransport(), Cancelled).ConfigureAwait(false)
            : null;
}
