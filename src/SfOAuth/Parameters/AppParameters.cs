using System;
using System.Linq;
using System.Security;
using SfOAuth.Commands;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Keys;
using SfOAuth.Output;
using SfOAuth.Protocol;

namespace SfOAuth.Parameters;

/// <summary>The app that the parameters of a command describe.</summary>
internal sealed class AppParameters(SfCommand command)
{
    private static readonly string[] _names =
    [
        nameof(SfAppCommand.LoginUrl),
        nameof(ClientSecret),
        nameof(ClientAuthentication),
        nameof(ResponseFormat),
        nameof(KeyParameters.KeyPath),
        nameof(KeyParameters.KeyPassword),
        nameof(KeyParameters.Certificate),
        nameof(KeyParameters.KeySecret),
    ];

    internal SecureString? ClientSecret { get; init; }

    internal ClientAuthentication ClientAuthentication { get; init; }

    internal KeyParameters Key { get; init; } = new();

    internal ResponseFormat ResponseFormat { get; init; }

    /// <summary>Whether a command says anything of the app; most of those on a saved connection do not.</summary>
    internal static bool AreGiven(SfCommand command) => _names.Any(command.IsBound);

    /// <summary>A new app. Says so when the login URL had to be put right.</summary>
    /// <param name="clientId">The consumer key.</param>
    /// <param name="login">The login URL as typed.</param>
    /// <param name="context">Learns the host.</param>
    /// <exception cref="SfOAuthException">The login URL, a secret or a key can't be used.</exception>
    internal ClientSettings Read(string clientId, string login, ErrorContext context)
    {
        ClientSettings client = ReadProof(
            new ClientSettings
            {
                LoginUrl = ReadLogin(login, context),
                ClientId = GivenText.Read(clientId, "ClientId"),
                ResponseFormat = ResponseFormat,
            }
        );
        return RequireKey(client);
    }

    /// <summary>What the parameters say against a saved app; null when they say nothing.</summary>
    /// <exception cref="SfOAuthException">The login URL, a secret or a key can't be used.</exception>
    internal Func<ClientSettings, ClientSettings>? ReadOverride(string login)
    {
        bool url = command.IsBound(nameof(SfAppCommand.LoginUrl));
        bool secret = command.IsBound(nameof(ClientSecret));
        bool format = command.IsBound(nameof(ResponseFormat));
        ClientSettings given = ReadProof(
            new ClientSettings
            {
                LoginUrl = ReadLogin(login, new ErrorContext()),
                ClientId = "",
                ResponseFormat = ResponseFormat,
            }
        );
        bool key = given.Key is not null;
        bool authentication =
            command.IsBound(nameof(ClientAuthentication)) || given.Authentication == ClientAuthentication.PrivateKeyJwt;
        if (!(url || secret || key || authentication || format))
            return null;
        given.Key?.RequireSavable();
        // A secret for an app that signed so far means the secret.
        bool bySecret = given.ClientSecret is not null && !authentication;
        return saved =>
            RequireKey(
                saved with
                {
                    LoginUrl = url ? given.LoginUrl : saved.LoginUrl,
                    ClientSecret = secret ? given.ClientSecret : saved.ClientSecret,
                    Key = key ? given.Key : saved.Key,
                    Authentication =
                        authentication || (bySecret && saved.Authentication == ClientAuthentication.PrivateKeyJwt)
                            ? given.Authentication
                            : saved.Authentication,
                    ResponseFormat = format ? given.ResponseFormat : saved.ResponseFormat,
                }
            );
    }

    /// <summary>An org whose app is not known, by the URL of an instance.</summary>
    /// <exception cref="SfOAuthException">It is not the URL of an org.</exception>
    internal ClientSettings ReadInstance(string url, ErrorContext context)
    {
        try
        {
            return Read(clientId: "", url, context);
        }
        catch (SfOAuthException exception) when (exception.Problem == Problem.LoginUrlInvalid)
        {
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                "-InstanceUrl is not the URL of an org, such as 'https://acme.my.salesforce.com' is.",
                exception
            );
        }
    }

    /// <exception cref="SfOAuthException">It is not one that Salesforce answers on.</exception>
    internal LoginUrl ReadLogin(string login, ErrorContext context)
    {
        context.LoginUrl = LoginUrl.HostIn(login);
        var loginUrl = LoginUrl.Parse(login);
        context.LoginUrl = loginUrl.Value;
        if (loginUrl.Correction is not null)
            command.WriteWarning(loginUrl.Correction);
        return loginUrl;
    }

    private ClientSettings ReadProof(ClientSettings client)
    {
        SigningKey? key = Key.Read(command.SessionState.Path);
        // Who gives a key and no secret means the key.
        bool byKey = key is not null && ClientSecret is null && !command.IsBound(nameof(ClientAuthentication));
        return client with
        {
            ClientSecret = GivenText.ReadSecret(ClientSecret, nameof(ClientSecret)),
            Key = key,
            Authentication = byKey ? ClientAuthentication.PrivateKeyJwt : ClientAuthentication,
        };
    }

    private static ClientSettings RequireKey(ClientSettings client) =>
        client is { Authentication: ClientAuthentication.PrivateKeyJwt, Key: null }
            ? throw new SfOAuthException(
                Problem.ParameterInvalid,
                "-ClientAuthentication PrivateKeyJwt signs with a private key: give -KeyPath, -Certificate or "
                    + "-KeySecret."
            )
            : client;
}
