using System;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Protocol;
using SfOAuth.Vault;

namespace SfOAuth.Pipeline;

/// <summary>
/// Gets a login's first token, and keeps the login: under its name in a vault, or without one in this session. The user
/// confirms before the connection's lock is taken: an open question holds up nobody.
/// </summary>
internal sealed class LoginRunner(SfNetworkCommand command)
{
    /// <summary>What the new tokens have to pass before they are saved or shown; null for nothing.</summary>
    internal Func<TokenResponse, Task<TokenResponse>>? Accept { get; init; }

    /// <summary>What is told once the login is kept; null for nothing.</summary>
    internal Action? WhenSaved { get; init; }

    /// <summary>Whether the login that a new one takes the place of is ended at the org.</summary>
    internal bool RevokesReplaced { get; init; }

    /// <summary>To be called on the pipeline's thread.</summary>
    /// <param name="context">What its errors are about.</param>
    /// <param name="name">Null for a login of this session.</param>
    /// <param name="vault">The user's -Vault.</param>
    /// <param name="client">The app.</param>
    /// <param name="grant">What the login rests on.</param>
    /// <param name="request">Gets the tokens.</param>
    /// <exception cref="SfOAuthException">The name or the key can't be used; nothing was sent.</exception>
    internal void Run(
        ErrorContext context,
        string? name,
        string? vault,
        ClientSettings client,
        AuthorizationGrant grant,
        OAuthRequest request
    )
    {
        string? valid = name is null ? null : ConnectionName.Require(name);
        if (valid is not null)
            client.Key?.RequireSavable();
        command.RunWork(
            context,
            async () =>
            {
                (ConnectionStore store, string connection) = await command.Connections.ForNewAsync(valid, vault);
                await command.LoadKeyAsync(client);
                if (await command.ConfirmAsync(store, connection, request))
                    await KeepAsync(store, connection, client, grant, () => SendAsync(request));
            }
        );
    }

    /// <summary>Gets the tokens under the connection's lock, saves them, and shows them.</summary>
    internal async Task KeepAsync(
        ConnectionStore store,
        string name,
        ClientSettings client,
        AuthorizationGrant grant,
        Func<Task<TokenResponse>> send
    )
    {
        (ConnectionRecord saved, ConnectionRecord? replaced) = await store.SignInAsync(
            name,
            client,
            grant,
            send,
            command.Cancelled
        );
        if (store.Vault is SessionVault)
            ProcessState.Selected = new SelectedConnection(Name: null, SessionId: name);
        else if (grant.Prepare(client) is null)
            await WarnUnlessLastingAsync(name, saved);
        if (WhenSaved is not null)
            await command.Pipeline.WriteAsync(WhenSaved);
        await WarnWhenAnotherAsync(name, saved, replaced);
        if (
            RevokesReplaced
            && replaced is not null
            && await new LoginEnd(store).OfReplacedAsync(replaced, saved, command.Cancelled) is string reason
        )
        {
            await command.Pipeline.WriteAsync(() =>
                command.WriteWarning(
                    $"The new login is saved as '{name}'. The one it replaces could not be revoked and may live on "
                        + $"at the org: {reason}"
                )
            );
        }

        if (store.Vault is not SessionVault)
            saved = await new UserNaming(command).RunAsync(store, name, saved);
        await command.EmitAsync(store.ToToken(name, saved));
    }

    /// <summary>Sends the request, and gives what the answer has to be: for a sign-in whose code is there.</summary>
    internal async Task<TokenResponse> SendAsync(OAuthRequest request)
    {
        TokenResponse response = await TokenEndpoint.SendAsync(
            request,
            command.CreateTransport(),
            command.Clock,
            command.Cancelled
        );
        return Accept is null ? response : await Accept(response);
    }

    // Jobs that use the name go on, and as somebody else.
    private async Task WarnWhenAnotherAsync(string name, ConnectionRecord saved, ConnectionRecord? replaced)
    {
        if (replaced is null)
            return;
        (string before, string now) = (WhoOf(replaced), WhoOf(saved));
        // A sign-in and an imported login both live on in a refresh token.
        bool isSameKind =
            replaced.Grant.Type == saved.Grant.Type
            || (replaced.Grant.Prepare(replaced.Client) is null && saved.Grant.Prepare(saved.Client) is null);
        if (isSameKind && IdentityUrl.IsSameUser(replaced.Response.Id, saved.Response.Id))
            return;
        await command.Pipeline.WriteAsync(() =>
            command.WriteWarning(
                $"'{name}' was another login: {before}. It is now {now}. Whatever uses this name uses the new one."
            )
        );
    }

    private static string WhoOf(ConnectionRecord record)
    {
        string user =
            TokenFactory.Username(record.Response)
            ?? record.Grant.Username
            ?? IdentityUrl.UserOf(record.Response.Id)
            ?? "an unknown user";
        return $"{user} at {record.Response.InstanceUrl ?? record.Client.LoginUrl.Value} by {record.Grant.Type}";
    }

    private async Task WarnUnlessLastingAsync(string name, ConnectionRecord saved)
    {
        if (saved.RefreshToken is not null)
            return;
        await command.Pipeline.WriteAsync(() =>
            command.WriteWarning(
                $"'{name}' is saved without a refresh token and ends with its session"
                    + (saved.Grant.EndsWithToken ? "." : ": give the app the scope 'refresh_token' and ask for it.")
            )
        );
    }
}
