using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;

namespace SfOAuth.Connections;

/// <summary>Ends a login at the server (RFC 7009), and changes nothing of what is saved.</summary>
internal sealed class LoginEnd(ConnectionStore store)
{
    /// <returns>What kept it from being ended; null when it was, or was dead before.</returns>
    internal async Task<SfOAuthException?> RunAsync(ConnectionRecord record, CancellationToken cancellationToken)
    {
        string token = record.RefreshToken ?? record.Response.AccessToken;
        try
        {
            await store.LoadKeyAsync(record.Client).ConfigureAwait(false);
            await Revocation
                .SendAsync(record.Client, token, hint: null, store.Transport, store.Clock, cancellationToken)
                .ConfigureAwait(false);
            return null;
        }
        catch (SfOAuthException exception)
        {
            return exception;
        }
    }

    /// <summary>The login that a new one has taken the place of: nobody can use it any more.</summary>
    /// <returns>Why it may still live; null when it does not, or when it is the new one.</returns>
    internal async Task<string?> OfReplacedAsync(
        ConnectionRecord replaced,
        ConnectionRecord successor,
        CancellationToken cancellationToken
    )
    {
        // An org may hand out the same session again; ending it would end the new login.
        bool isSame =
            (replaced.RefreshToken is not null && replaced.RefreshToken == successor.RefreshToken)
            || replaced.Response.AccessToken == successor.Response.AccessToken;
        return isSame ? null : (await RunAsync(replaced, cancellationToken).ConfigureAwait(false))?.Message;
    }
}
