using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Pipeline;

/// <summary>What a token's login has by now: a refresh may have replaced what is in the object.</summary>
internal static class CurrentLogin
{
    /// <summary>
    /// The refresh token in the vault, or in this session; null where none is of this login, or it can't be read.
    /// </summary>
    internal static async Task<string?> RefreshTokenOfAsync(SfNetworkCommand command, Token token)
    {
        try
        {
            if (await command.Connections.FindOfAsync(token, vault: null) is not (ConnectionStore store, string name))
                return null;
            ConnectionRecord saved = await store.ReadAsync(name, command.Cancelled);
            return token.SessionId is not null || IsSameLogin(saved, token) ? saved.RefreshToken : null;
        }
        catch (StorageException)
        {
            // It is gone, or locked. The token that there is may be the newest.
            return null;
        }
    }

    // Under the same name somebody else may have signed in since.
    private static bool IsSameLogin(ConnectionRecord saved, Token token) =>
        saved.Client.ClientId == token.ClientId && IdentityUrl.IsSameUser(saved.Response.Id, token.Id);
}
