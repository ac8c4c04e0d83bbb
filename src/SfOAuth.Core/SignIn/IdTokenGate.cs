using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.SignIn;

/// <summary>
/// Lets a sign-in count only if its id token passes; the tokens of one that does not are ended at the org.
/// </summary>
internal static class IdTokenGate
{
    /// <param name="response">The tokens, fresh from the org and not saved yet.</param>
    /// <param name="client">The app.</param>
    /// <param name="nonce">The one of the sign-in; null when none was sent.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Ends the check; then the sign-in does not count.</param>
    /// <returns>The same tokens.</returns>
    /// <exception cref="SfOAuthException">They are not to be used.</exception>
    internal static async Task<TokenResponse> RequireAsync(
        TokenResponse response,
        ClientSettings client,
        string? nonce,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await IdTokenValidation
                .RunAsync(
                    response.IdToken,
                    client.LoginUrl,
                    client.ClientId,
                    nonce,
                    transport,
                    clock,
                    cancellationToken
                )
                .ConfigureAwait(false);
            return response;
        }
        catch (OperationCanceledException)
        {
            await TryRevokeAsync(response, client, transport, clock).ConfigureAwait(false);
            throw;
        }
        catch (Exception exception)
        {
            string outcome = await TryRevokeAsync(response, client, transport, clock).ConfigureAwait(false)
                ? "The new login was revoked."
                : "The new login could not be revoked, and lives on at the org unused.";
            throw new SfOAuthException(
                Problem.IdTokenInvalid,
                $"{ReasonOf(exception)} {outcome}",
                exception as SfOAuthException
            );
        }
    }

    // The words of an exception of others may quote the token.
    private static string ReasonOf(Exception exception) =>
        exception switch
        {
            SfOAuthException { Problem: Problem.IdTokenInvalid } => exception.Message,
            SfOAuthException => "The id token could not be checked: " + exception.Message,
            _ => $"The id token could not be checked ({exception.GetType().Name}).",
        };

    private static async Task<bool> TryRevokeAsync(
        TokenResponse response,
        ClientSettings client,
        Transport transport,
        IClock clock
    )
    {
        try
        {
            await Revocation
                .SendAsync(
                    client,
                    response.RefreshToken ?? response.AccessToken,
                    hint: null,
                    transport,
                    clock,
                    CancellationToken.None
                )
                .ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
