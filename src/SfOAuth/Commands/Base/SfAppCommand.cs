using System;
using System.Management.Automation;
using System.Security;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>Base of the cmdlets whose app proves itself to the server.</summary>
public abstract class SfAppCommand : SfNetworkCommand
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginUrlCompleter))]
    public virtual string LoginUrl { get; set; } = Hosts.LoginUrl.Production;

    [Parameter]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    [Parameter]
    public ClientAuthentication ClientAuthentication { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    [Parameter]
    [SecretTransformation]
    public SecureString? KeyPassword { get; set; }

    [Parameter]
    [CertificateTransformation]
    [ValidateNotNull]
    public object? Certificate { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeySecret { get; set; }

    [Parameter]
    public ResponseFormat ResponseFormat { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <summary>The app as the parameters describe it. Says so when the login URL had to be put right.</summary>
    /// <exception cref="Errors.SfOAuthException">The login URL, a secret or a key can't be used.</exception>
    internal ClientSettings ReadClient(string clientId, string login, ErrorContext context) =>
        ReadApp().Read(clientId, login, context);

    /// <summary>
    /// What the parameters say against a saved app, as a rotated consumer secret has to; null when they say nothing.
    /// </summary>
    /// <exception cref="Errors.SfOAuthException">The login URL, a secret or a key can't be used.</exception>
    internal Func<ClientSettings, ClientSettings>? ReadOverride() =>
        AppParameters.AreGiven(this) ? ReadApp().ReadOverride(LoginUrl) : null;

    private AppParameters ReadApp() =>
        new(this)
        {
            ClientSecret = ClientSecret,
            ClientAuthentication = ClientAuthentication,
            Key = new KeyParameters
            {
                KeyPath = KeyPath,
                KeyPassword = KeyPassword,
                Certificate = Certificate,
                KeySecret = KeySecret,
                Vault = Vault,
            },
            ResponseFormat = ResponseFormat,
        };
}
