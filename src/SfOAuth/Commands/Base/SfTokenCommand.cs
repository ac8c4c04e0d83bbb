using System;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Base of the cmdlets that ask the token endpoint.</summary>
public abstract class SfTokenCommand : SfNetworkCommand
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginUrlCompleter))]
    public virtual string LoginUrl { get; set; } = Hosts.LoginUrl.Production.Value;

    [Parameter]
    public ResponseFormat ResponseFormat { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <summary>The app as the parameters describe it. Says so when the login URL had to be put right.</summary>
    /// <exception cref="SfOAuthException">The login URL or a secret can't be used.</exception>
    private protected virtual ClientSettings ReadClient(string clientId, string login, ErrorContext context)
    {
        context.LoginUrl = Hosts.LoginUrl.HostIn(login);
        var loginUrl = Hosts.LoginUrl.Parse(login);
        context.LoginUrl = loginUrl.Value;
        if (loginUrl.Correction is not null)
            WriteWarning(loginUrl.Correction);
        return new ClientSettings { LoginUrl = loginUrl, ClientId = clientId.Trim(), ResponseFormat = ResponseFormat };
    }

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Asks for the user's leave, showing the request with its secrets masked.</summary>
    private protected Task<bool> ConfirmAsync(OAuthRequest request) => Pipeline.AskAsync(() => MayBeSent(request));

    /// <summary>The same, on the pipeline's thread.</summary>
    private protected bool MayBeSent(OAuthRequest request) => ShouldProcess(request.Endpoint, $"POST {request}");

    private protected virtual Task<TokenResponse> SendAsync(OAuthRequest request)
        => TokenEndpoint.SendAsync(request, CreateTransport(), Clock, Cancelled);

    /// <summary>Gets a login's first token, and saves the login where it has a name. To be called on the pipeline's thread.</summary>
    /// <param name="context">What its errors are about.</param>
    /// <param name="name">Null when it is not to be saved.</param>
    /// <param name="client">The app.</param>
    /// <param name="grant">What the login rests on.</param>
    /// <param name="send">Gets the token; null when it is not to be had after all.</param>
    /// <exception cref="SfOAuthException">The name or the vault can't be used; nothing was sent.</exception>
    private protected void Obtain(ErrorContext context, string? name, ClientSettings client, AuthorizationGrant grant, Func<Task<TokenResponse?>> send)
    {
        Func<Task<Token?>> obtain = name is null
            ? () => ObtainAsync(client, grant, send)
            : ObtainAndSave(ConnectionName.Require(name), client, grant, send);
        Run(context, () => WriteResultAsync(context, obtain));
    }

    /// <summary>Sends it with the user's leave; null without.</summary>
    private protected async Task<TokenResponse?> TrySendAsync(ClientSettings client, OAuthRequest request)
    {
        await LoadKeyAsync(client).ConfigureAwait(false);
        return await ConfirmAsync(request).ConfigureAwait(false) ? await SendAsync(request).ConfigureAwait(false) : null;
    }

    /// <summary>One record's work: its token is written, or its error, and the next record has its turn.</summary>
    private protected Task WriteResultAsync(ErrorContext context, Func<Task<Token?>> work) => GuardAsync(context, async () =>
    {
        if (await work().ConfigureAwait(false) is Token token)
            await EmitAsync(token).ConfigureAwait(false);
    });

    private protected async Task WarnUnlessLastingAsync(string name, Token token)
    {
        if (token.RefreshToken is null)
            await Pipeline.WriteAsync(() => WriteWarning($"'{name}' is saved without a refresh token and ends with its session: give the app the scope 'refresh_token' and ask for it.")).ConfigureAwait(false);
    }

    private static async Task<Token?> ObtainAsync(ClientSettings client, AuthorizationGrant grant, Func<Task<TokenResponse?>> send)
        => await send().ConfigureAwait(false) is TokenResponse response
            ? TokenFactory.Create(client, response, username: grant.Username)
            : null;

    private Func<Task<Token?>> ObtainAndSave(string name, ClientSettings client, AuthorizationGrant grant, Func<Task<TokenResponse?>> send)
    {
        client.Key?.RequireSavable();
        Func<Task<SecretManagementVault>> open = VaultOpener(Vault);
        return async () =>
        {
            var signIn = new ConnectionSignIn(ServicesOf(await open().ConfigureAwait(false)));
            Token? token = await signIn.RunAsync(name, client, grant, send, Cancelled).ConfigureAwait(false);
            if (token is not null && grant.Prepare(client) is null)
                await WarnUnlessLastingAsync(name, token).ConfigureAwait(false);
            return token;
        };
    }
}
