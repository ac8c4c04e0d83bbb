using System;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using SfOAuth.SignIn;

namespace SfOAuth.Pipeline;

/// <summary>
/// A person's sign-in, with a new app or with that of a saved connection, from the browser to the vault.
/// </summary>
internal sealed class PersonSignIn(ConnectSfOrgCommand command)
{
    /// <param name="context">Knows the redirect URI, and learns the host.</param>
    /// <param name="app">Null for that of the saved connection.</param>
    /// <param name="change">What the parameters say against the saved app.</param>
    internal async Task RunAsync(ErrorContext context, ClientSettings? app, Func<ClientSettings, ClientSettings> change)
    {
        (ConnectionStore store, string name) = app is null
            ? await command.Connections.FindAsync(command.Name, command.Vault)
            : await command.Connections.ForNewAsync(command.Name, command.Vault);
        // A vault that can't be used has to show before a person signs in, and their sign-in must hold up no refresh:
        // it is read without the lock, and taken with it when the code is there.
        ConnectionRecord? known = app is null
            ? await store.RequireAsync(name, command.Cancelled)
            : await store.Vault.ReadAsync(name, command.Cancelled);
        await store.Vault.PrepareAsync(command.Cancelled);
        ClientSettings client = app ?? change(known!.Client);
        if (await SignInAsync(context, client) is Func<Task<TokenResponse>> exchange)
            await new LoginRunner(command) { RevokesReplaced = true }.KeepAsync(
                store,
                name,
                client,
                AuthorizationGrant.Code,
                exchange
            );
    }

    /// <returns>What turns the code of the sign-in into tokens; null when it was not to be.</returns>
    private async Task<Func<Task<TokenResponse>>?> SignInAsync(ErrorContext context, ClientSettings client)
    {
        context.LoginUrl = client.LoginUrl.Value;
        await command.LoadKeyAsync(client);
        AuthorizationRequest asked = AuthorizationUrl.Create(command.ReadOptions(client, context.RedirectUri));
        if (!await command.ConfirmAsync(client.LoginUrl.Host, $"Sign in with {asked.Url}"))
            return null;
        Attendance.RequirePerson(command.Host, byBrowser: !command.NoBrowser);
        string host = client.LoginUrl.Host;
        string code = command.NoBrowser
            ? await command.Pipeline.AskAsync(() => new ManualSignIn(command).ReadCode(asked, host))
            : (await new BrowserSignIn(command).RunAsync(asked, TimeSpan.FromSeconds(command.TimeoutSec))).RequireCode(
                asked.State,
                host
            );
        OAuthRequest request = CodeExchange.Prepare(
            client,
            code,
            asked.RedirectUri,
            SecureText.Reveal(asked.CodeVerifier)
        );
        var login = new LoginRunner(command)
        {
            Accept = asked.Nonce is null
                ? null
                : response =>
                    IdTokenGate.RequireAsync(
                        response,
                        client,
                        asked.Nonce,
                        command.CreateTransport(),
                        command.Clock,
                        command.Cancelled
                    ),
        };
        return () => login.SendAsync(request);
    }
}
