using System;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Binding;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Protocol;
using SfOAuth.Vault;

namespace SfOAuth.Pipeline;

/// <summary>Base of the cmdlets that ask the token endpoint.</summary>
public abstract class SfTokenCommand : SfRequestCommand
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string LoginUrl { get; set; } = Hosts.LoginUrl.Production.Value;

    [Parameter]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    [Parameter]
    public ClientAuthentication ClientAuthentication { get; set; }

    [Parameter]
    public ResponseFormat ResponseFormat { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Vault { get; set; }

    /// <summary>The app as the parameters describe it. Says so when the login URL had to be put right.</summary>
    /// <exception cref="InputException">The login URL or a secret can't be used.</exception>
    private protected ClientSettings ReadClient(string clientId, string login, ErrorContext context)
    {
        context.LoginUrl = Hosts.LoginUrl.HostIn(login);
        var loginUrl = Hosts.LoginUrl.Parse(login);
        context.LoginUrl = loginUrl.Value;
        if (loginUrl.Correction is not null)
            WriteWarning(loginUrl.Correction);
        RequireSecret(ClientSecret, nameof(ClientSecret));
        return new ClientSettings
        {
            LoginUrl = loginUrl,
            ClientId = clientId.Trim(),
            ClientSecret = ClientSecret,
            Authentication = ClientAuthentication,
            ResponseFormat = ResponseFormat,
        };
    }

    /// <summary>What the parameters say against a saved app, as a rotated consumer secret has to; null when they say nothing.</summary>
    /// <exception cref="InputException">The login URL or a secret can't be used.</exception>
    private protected Func<ClientSettings, ClientSettings>? ReadOverride(ErrorContext context)
    {
        bool url = IsBound(nameof(LoginUrl)), secret = IsBound(nameof(ClientSecret));
        bool authentication = IsBound(nameof(ClientAuthentication)), format = IsBound(nameof(ResponseFormat));
        if (!(url || secret || authentication || format))
            return null;
        ClientSettings given = ReadClient(clientId: "", LoginUrl, context);
        return saved => new ClientSettings
        {
            LoginUrl = url ? given.LoginUrl : saved.LoginUrl,
            ClientId = saved.ClientId,
            ClientSecret = secret ? given.ClientSecret : saved.ClientSecret,
            Authentication = authentication ? given.Authentication : saved.Authentication,
            ResponseFormat = format ? given.ResponseFormat : saved.ResponseFormat,
        };
    }

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private protected ConnectionServices ServicesOf(SecretManagementVault vault) => new()
    {
        Vault = vault,
        Transport = CreateTransport(),
        Locks = Session.Locks,
        Pending = Session.Pending,
        Clock = Clock,
    };

    /// <summary>Asks for the user's leave, showing the request with its secrets masked.</summary>
    private protected Task<bool> ConfirmAsync(TokenRequest request)
        => Pipeline.AskAsync(() => ShouldProcess(request.Endpoint, $"POST {request}"));

    private protected Task<TokenResponse> SendAsync(TokenRequest request)
        => TokenEndpoint.SendAsync(request, CreateTransport(), Clock, Cancelled);

    /// <summary>One record's work: its token is written, or its error, and the next record has its turn.</summary>
    private protected Task WriteResultAsync(ErrorContext context, Func<Task<Token?>> work) => GuardAsync(context, async () =>
    {
        if (await work().ConfigureAwait(false) is Token token)
            await EmitAsync(token).ConfigureAwait(false);
    });
}
