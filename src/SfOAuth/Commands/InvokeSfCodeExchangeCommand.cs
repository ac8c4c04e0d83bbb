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
    public override string LoginUrl { get; set; } = Hosts.LoginUrl.Production.Value;

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
        ErrorContext context = ErrorContext.For(Name);
        context.RedirectUri = RedirectUri;
        Try(context, () =>
        {
            ClientSettings client = ReadClient(ClientId, LoginUrl, context);
            RequireSecret(CodeVerifier, nameof(CodeVerifier));
            string code = ParameterSetName == CodeSet ? Code : AuthorizationResponse.Parse(ResponseUrl).RequireCode(State, client.LoginUrl.Host);
            TokenRequest request = CodeExchange.Prepare(client, code, RedirectUri ?? client.LoginUrl.SuccessPage, CodeVerifier);
            Func<Task<Token?>> exchange = Name is null ? () => ExchangeAsync(client, request) : ExchangeAndSave(ConnectionName.Require(Name), client, request);
            Run(context, () => WriteResultAsync(context, exchange));
        });
    }

    private async Task<Token?> ExchangeAsync(ClientSettings client, TokenRequest request)
        => await TrySendAsync(request).ConfigureAwait(false) is TokenResponse response ? TokenFactory.Create(client, response) : null;

    private Func<Task<Token?>> ExchangeAndSave(string name, ClientSettings client, TokenRequest request)
    {
        Func<Task<SecretManagementVault>> open = VaultOpener(Vault);
        return async () =>
        {
            var signIn = new ConnectionSignIn(ServicesOf(await open().ConfigureAwait(false)));
            Token? token = await signIn.RunAsync(name, client, () => TrySendAsync(request), Cancelled).ConfigureAwait(false);
            if (token is { RefreshToken: null })
                await Pipeline.WriteAsync(() => WriteWarning($"'{name}' is saved without a refresh token and ends with its session: give the app the scope 'refresh_token' and ask for it.")).ConfigureAwait(false);
            return token;
        };
    }

    private async Task<TokenResponse?> TrySendAsync(TokenRequest request)
        => await ConfirmAsync(request).ConfigureAwait(false) ? await SendAsync(request).ConfigureAwait(false) : null;
}
