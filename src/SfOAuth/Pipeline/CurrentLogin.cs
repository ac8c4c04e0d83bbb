using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Pipeline;

/// <summary>
/// What a token's connection has by now: a refresh or a sign-in may have replaced what is in the object.
/// </summary>
internal static class CurrentLogin
{
    /// <summary>
    /// The refresh token in the vault, or in this session; null where there is none, or it can't be read.
    /// </summary>
    internal static async Task<string?> RefreshTokenOfAsync(SfNetworkCommand command, Token token)
    {
        try
        {
            if (await command.Connections.FindOfAsync(token, vault: null) is not (ConnectionStore store, string name))
                return null;
            ConnectionRecord saved = await store.ReadAsync(name, command.Cancelled);
            return saved.RefreshToken;
        }
        catch (StorageException)
        {
            // It is gone, or locked.
            return null;
        }
    }
}
