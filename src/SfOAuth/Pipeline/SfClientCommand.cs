using System;
using System.Management.Automation;
using System.Security;
using SfOAuth.Binding;
using SfOAuth.Errors;
using SfOAuth.Protocol;

namespace SfOAuth.Pipeline;

/// <summary>Base of the cmdlets whose app proves itself to the server.</summary>
public abstract class SfClientCommand : SfTokenCommand
{
    [Parameter]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    [Parameter]
    public ClientAuthentication ClientAuthentication { get; set; }

    /// <inheritdoc/>
    private protected override ClientSettings ReadClient(string clientId, string login, ErrorContext context)
    {
        ClientSettings client = base.ReadClient(clientId, login, context);
        RequireSecret(ClientSecret, nameof(ClientSecret));
        return client with { ClientSecret = ClientSecret, Authentication = ClientAuthentication };
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
        return saved => saved with
        {
            LoginUrl = url ? given.LoginUrl : saved.LoginUrl,
            ClientSecret = secret ? given.ClientSecret : saved.ClientSecret,
            Authentication = authentication ? given.Authentication : saved.Authentication,
            ResponseFormat = format ? given.ResponseFormat : saved.ResponseFormat,
        };
    }
}
