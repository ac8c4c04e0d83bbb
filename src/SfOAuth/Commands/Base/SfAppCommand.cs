using System;
using System.Management.Automation;
using System.Security;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Keys;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>Base of the cmdlets whose app proves itself to the server.</summary>
public abstract class SfAppCommand : SfTokenCommand
{
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
    public SigningKey? Certificate { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeySecret { get; set; }

    /// <inheritdoc/>
    private protected override ClientSettings ReadClient(string clientId, string login, ErrorContext context)
        => RequireKey(ReadProof(base.ReadClient(clientId, login, context)));

    /// <summary>What the parameters say against a saved app, as a rotated consumer secret has to; null when they say nothing.</summary>
    /// <exception cref="SfOAuthException">The login URL, a secret or a key can't be used.</exception>
    private protected Func<ClientSettings, ClientSettings>? ReadOverride(ErrorContext context)
    {
        bool url = IsBound(nameof(LoginUrl)), secret = IsBound(nameof(ClientSecret)), format = IsBound(nameof(ResponseFormat));
        ClientSettings given = ReadProof(base.ReadClient(clientId: "", LoginUrl, context));
        bool key = given.Key is not null;
        bool authentication = IsBound(nameof(ClientAuthentication)) || given.Authentication == ClientAuthentication.PrivateKeyJwt;
        // A secret for an app that signed so far means the secret.
        bool bySecret = given.ClientSecret is not null && !authentication;
        if (!(url || secret || key || authentication || format))
            return null;
        given.Key?.RequireSavable();
        return saved => RequireKey(saved with
        {
            LoginUrl = url ? given.LoginUrl : saved.LoginUrl,
            ClientSecret = secret ? given.ClientSecret : saved.ClientSecret,
            Key = key ? given.Key : saved.Key,
            Authentication = authentication || (bySecret && saved.Authentication == ClientAuthentication.PrivateKeyJwt) ? given.Authentication : saved.Authentication,
            ResponseFormat = format ? given.ResponseFormat : saved.ResponseFormat,
        });
    }

    private ClientSettings ReadProof(ClientSettings client)
    {
        RequireSecret(ClientSecret, nameof(ClientSecret));
        RequireSecret(KeyPassword, nameof(KeyPassword));
        SigningKey? key = new KeyParameters
        {
            KeyPath = KeyPath,
            KeyPassword = KeyPassword,
            Certificate = Certificate,
            KeySecret = KeySecret,
            Vault = Vault,
        }.Read(SessionState.Path);
        // Who gives a key and no secret means the key.
        bool byKey = key is not null && ClientSecret is null && !IsBound(nameof(ClientAuthentication));
        return client with { ClientSecret = ClientSecret, Key = key, Authentication = byKey ? ClientAuthentication.PrivateKeyJwt : ClientAuthentication };
    }

    private static ClientSettings RequireKey(ClientSettings client)
        => client is { Authentication: ClientAuthentication.PrivateKeyJwt, Key: null }
            ? throw new SfOAuthException(Problem.ParameterInvalid, "-ClientAuthentication PrivateKeyJwt signs with a private key: give -KeyPath, -Certificate or -KeySecret.")
            : client;
}
