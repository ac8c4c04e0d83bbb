using System;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Protocol;

namespace SfOAuth.Pipeline;

/// <summary>
/// Gets a login's first token, and keeps the login: under its name in a vault, or without one in this session. The user confirms
/// before the connection's lock is taken: an open question holds up nobody.
/// </summary>
internal sealed class LoginRunner(SfNetworkCommand command)
{
    /// <summary>What the new tokens have to pass before they are saved or shown; null for nothing.</summary>
    internal Func<TokenResponse, Task<TokenResponse>>? Accept { get; init; }

    /// <summary>To be called on the pipeline's thread.</summary>
    /// <param name="context">What its errors are about.</param>
    /// <param name="name">Null for a login of this session.</param>
    /// <param name="vault">The user's -Vault.</param>
    /// <param name="client">The app.</param>
    /// <param name="grant">What the login rests on.</param>
    /// <param name="request">Gets the tokens.</param>
    /// <exception cref="SfOAuthException">The name or the key can't be used; nothing was sent.</exception>
    internal void Run(
        ErrorContext context, string? name, string? vault, ClientSettings client, AuthorizationGrant grant, OAuthRequest request)
    {
        string? valid = name is null ? null : ConnectionName.Require(name);
        if (valid is not null)
            client.Key?.RequireSavable();
        command.RunWork(context, async () =>
        {
            ConnectionStore? store = valid is null ? null : await command.Connections.ForNewAsync(valid, vault);
            await command.LoadKeyAsync(client);
            if (!await command.ConfirmAsync(request.Endpoint, $"POST {request}"))
                return;
            if (store is null)
            {
                await command.EmitAsync(TokenFactory.Create(client, await SendAsync(request), username: grant.Username));
                return;
            }

            (ConnectionRecord saved, _) = await store.SignInAsync(valid!, client, grant, () => SendAsync(request), command.Cancelled);
            if (grant.Prepare(client) is null)
                await WarnUnlessLastingAsync(valid!, saved);
            await command.EmitAsync(store.ToToken(valid!, saved));
        });
    }

    /// <summary>Sends the request, and gives what the answer has to be: for a sign-in whose code is there.</summary>
    internal async Task<TokenResponse> SendAsync(OAuthRequest request)
    {
        TokenResponse response = await TokenEndpoint.SendAsync(request, command.CreateTransport(), command.Clock, command.Cancelled);
        return Accept is null ? response : await Accept(response);
    }

    internal async Task WarnUnlessLastingAsync(string name, ConnectionRecord saved)
    {
        if (saved.RefreshToken is not null)
            return;
        await command.Pipeline.WriteAsync(() => command.WriteWarning(
            $"'{name}' is saved without a refresh token and ends with its session: give the app the scope 'refresh_token' and ask for it."));
    }
}
