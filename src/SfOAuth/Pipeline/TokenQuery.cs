using System;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Pipeline;

/// <summary>A token the org is asked about, and the app that asks.</summary>
/// <param name="Client">The app; with an empty id where only the token was given.</param>
/// <param name="Value">The token itself.</param>
/// <param name="Id">The identity URL; null when it is not known.</param>
/// <param name="InstanceUrl">Null when it is not known.</param>
internal sealed record AskedToken(ClientSettings Client, string Value, string? Id = null, string? InstanceUrl = null)
{
    /// <summary>The saved connection it belongs to; null when there is none.</summary>
    internal string? Connection { get; init; }
}

/// <summary>Asks the org about tokens: saved ones as they are, a token object, or a bare one.</summary>
internal sealed class TokenQuery(SfAppCommand command, SecureString? accessToken, string clientId, string hint)
{
    internal const string RefreshTokenHint = "refresh_token";

    /// <param name="names">Of saved connections; empty for the one that is meant.</param>
    /// <param name="token">Null where names are asked for.</param>
    /// <param name="ask">Asks, and writes what the org says.</param>
    internal void Run(string[] names, Token? token, Func<TokenQuery, AskedToken, Task> ask)
    {
        if (accessToken is not null)
            AskBare(
                clientId,
                command.LoginUrl,
                client => new AskedToken(client, GivenText.ReadToken(accessToken, "AccessToken")),
                ask
            );
        else if (token is { Name: not null } or { SessionId: not null })
            AskSaved(token.Name, command.Vault, token, ask);
        else if (token is not null)
            AskBare(
                token.ClientId,
                command.IsBound(nameof(command.LoginUrl)) ? command.LoginUrl : token.LoginUrl,
                client => Choose(client, token),
                ask
            );
        else if (names.Length == 0)
            AskSaved(name: null, command.Vault, token: null, ask);
        else
            Array.ForEach(
                [.. command.ExpandNames(names, command.Vault)],
                name => AskSaved(name, command.Vault, token: null, ask)
            );
    }

    internal async Task<TokenInfo> IntrospectAsync(AskedToken asked)
    {
        await command.LoadKeyAsync(asked.Client);
        return await Introspection.SendAsync(
            asked.Client,
            asked.Value,
            hint,
            command.CreateTransport(),
            command.Clock,
            command.Cancelled
        );
    }

    private void AskBare(
        string client,
        string login,
        Func<ClientSettings, AskedToken> choose,
        Func<TokenQuery, AskedToken, Task> ask
    )
    {
        var context = new ErrorContext();
        command.ReportErrors(
            context,
            () =>
            {
                if (client.Length == 0 && command.IsBound(nameof(command.ClientSecret)))
                    throw new SfOAuthException(
                        Problem.ParameterInvalid,
                        "-ClientSecret says nothing without -ClientId."
                    );
                AskedToken chosen = choose(command.ReadClient(client, login, context));
                command.RunWork(context, () => ask(this, chosen));
            }
        );
    }

    private void AskSaved(string? name, string? vault, Token? token, Func<TokenQuery, AskedToken, Task> ask)
    {
        ErrorContext context = ErrorContext.For(name);
        context.LoginUrl = token?.LoginUrl;
        command.ReportErrors(
            context,
            () =>
            {
                Func<ClientSettings, ClientSettings> change = command.ReadOverride() ?? (saved => saved);
                command.RunWork(
                    context,
                    async () =>
                    {
                        (ConnectionStore store, string connection) = token is null
                            ? await command.Connections.FindAsync(name, vault)
                            : (await command.Connections.FindOfAsync(token, vault))!.Value;
                        AskedToken found = await FindAsync(store, connection, token, change);
                        context.LoginUrl = found.Client.LoginUrl.Value;
                        await ask(this, found with { Connection = store.Vault is SessionVault ? null : connection });
                    }
                );
            }
        );
    }

    private async Task<AskedToken> FindAsync(
        ConnectionStore store,
        string name,
        Token? token,
        Func<ClientSettings, ClientSettings> change
    )
    {
        try
        {
            ConnectionRecord record = await store.ReadAsync(name, command.Cancelled);
            return Choose(change(record.Client), token ?? store.ToToken(name, record));
        }
        catch (StorageException exception) when (token is not null && exception.Problem == Problem.ConnectionNotFound)
        {
            // Forgotten since; the object says as much as one that was never saved.
            return Choose(
                change(
                    new ClientSettings
                    {
                        LoginUrl = Hosts.LoginUrl.FromSaved(token.LoginUrl),
                        ClientId = token.ClientId,
                    }
                ),
                token
            );
        }
    }

    /// <exception cref="StorageException">There is no refresh token.</exception>
    private AskedToken Choose(ClientSettings client, Token token) =>
        hint == RefreshTokenHint
            ? new(
                client,
                SecureText.Reveal(token.RefreshToken)
                    ?? throw new StorageException(
                        Problem.RefreshTokenMissing,
                        "The token was issued without a refresh token."
                    )
            )
            : new(client, token.GetAccessToken(), token.Id, token.InstanceUrl);
}
