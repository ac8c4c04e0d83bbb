using System.Security;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Protocol;

namespace SfOAuth.Pipeline;

/// <summary>
/// Refreshes what is in no vault: who gave the refresh token has to keep the one that takes its place.
/// </summary>
internal sealed class UnsavedRefresh(SfNetworkCommand command)
{
    /// <exception cref="StorageException">None was given.</exception>
    internal static string Require(SecureString? refreshToken) =>
        GivenText.ReadToken(refreshToken, "RefreshToken")
        ?? throw new StorageException(Problem.RefreshTokenMissing, "The token was issued without a refresh token.");

    /// <param name="client">The app.</param>
    /// <param name="request">Confirmed.</param>
    /// <param name="given">The refresh token in it.</param>
    internal async Task RunAsync(ClientSettings client, OAuthRequest request, string given)
    {
        await command.LoadKeyAsync(client);
        TokenResponse response = await TokenEndpoint.SendAsync(
            request,
            command.CreateTransport(),
            command.Clock,
            command.Cancelled
        );
        // Kept before the warning, which may end the command: it is the only copy.
        await command.EmitAsync(TokenFactory.Create(client, response.WithRefreshToken(response.RefreshToken ?? given)));
        if (response.RefreshToken is not null)
        {
            await command.Pipeline.WriteAsync(() =>
                command.WriteWarning(
                    "The org rotated the refresh token: the one given is dead, and the RefreshToken of the output "
                        + "takes its place. Save it."
                )
            );
        }
    }
}
