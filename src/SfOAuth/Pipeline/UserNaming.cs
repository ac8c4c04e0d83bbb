using System;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Protocol;

namespace SfOAuth.Pipeline;

/// <summary>
/// Asks whose a new login is, once and after it is saved, where neither its answer nor its grant tells: so that a list
/// can name the user. It is no reason to fail.
/// </summary>
internal sealed class UserNaming(SfNetworkCommand command)
{
    private const int MostSeconds = 10;

    /// <returns>The record as it is saved now.</returns>
    internal async Task<ConnectionRecord> RunAsync(ConnectionStore store, string name, ConnectionRecord saved)
    {
        bool isKnown = (TokenFactory.Username(saved.Response) ?? saved.Grant.Username) is not null;
        if (isKnown || saved.Response.Id is null)
            return saved;
        try
        {
            return await AskAsync(saved) is string username
                ? await store.AddUsernameAsync(name, saved, username, command.Cancelled)
                : saved;
        }
        catch (Exception exception) when (exception is SfOAuthException or ConnectionNotSavedException)
        {
            await command.Pipeline.WriteAsync(() =>
                command.WriteVerbose($"Whose login '{name}' is could not be asked: {exception.Message}")
            );
            return saved;
        }
    }

    private async Task<string?> AskAsync(ConnectionRecord saved)
    {
        Identity identity = await IdentityQuery.SendAsync(
            saved.Response.AccessToken,
            saved.Client.LoginUrl,
            saved.Response.Id,
            saved.Response.InstanceUrl,
            command.CreateTransport(MostSeconds),
            command.Clock,
            command.Cancelled
        );
        return identity.Username;
    }
}
