using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Http;
using SfOAuth.Secrets;

namespace SfOAuth.Pipeline;

/// <summary>The login that a new one has taken the place of. Nobody can use it any more, so it is ended at the org too.</summary>
internal static class ReplacedLogin
{
    /// <returns>Why it may still live; null when it does not, or when it is the new one.</returns>
    internal static async Task<string?> RevokeAsync(ConnectionRecord replaced, Token successor, Transport transport, IClock clock, CancellationToken cancellationToken)
    {
        // An org may hand out the same session again; ending it would end the new login.
        if (IsSame(replaced.RefreshToken, successor.RefreshToken) || IsSame(replaced.Response.AccessToken, successor.AccessToken))
            return null;
        try
        {
            SecureString token = replaced.RefreshToken ?? replaced.Response.AccessToken;
            await Revocation.SendAsync(replaced.Client.LoginUrl, token, hint: null, transport, clock, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (SfOAuthException exception)
        {
            return exception.Message;
        }
    }

    private static bool IsSame(SecureString? left, SecureString? right) => left is not null && SecureText.Reveal(left) == SecureText.Reveal(right);
}
