using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>
/// Ends a login at the server, then forgets it; under its lock, so that no refresh on its way brings it back. A login that could
/// not be ended stays saved: forgotten, nobody could end it any more.
/// </summary>
public sealed class ConnectionSignOut(ConnectionServices services)
{
    /// <param name="name">The connection.</param>
    /// <param name="force">Whether it is forgotten also if it could not be ended.</param>
    /// <param name="cancellationToken">Heeded until the server has ended the login; then it is forgotten too.</param>
    /// <returns>What kept it from being ended; null when it was, or was dead before.</returns>
    /// <exception cref="StorageException">There is none, the login could not be ended, or the vault refused; it is still saved.</exception>
    public async Task<SfOAuthException?> RunAsync(string name, bool force, CancellationToken cancellationToken)
    {
        string key = services.KeyOf(name);
        using HeldLock held = await services.TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        ConnectionRecord? saved = await services.Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        ConnectionRecord record = Newer(services.Pending.Find(key), saved) ?? await services.RequireAsync(name, cancellationToken).ConfigureAwait(false);
        SfOAuthException? failure = await TryRevokeAsync(record, cancellationToken).ConfigureAwait(false);
        if (failure is not null && !force)
            throw new StorageException(failure.Problem, $"{failure.Message} The connection '{name}' is still saved; -Force forgets it all the same.", failure);
        if (saved is not null)
            await services.Vault.RemoveAsync(name, CancellationToken.None).ConfigureAwait(false);
        services.Pending.Forget(key);
        held.ClearNote();
        return failure;
    }

    private async Task<SfOAuthException?> TryRevokeAsync(ConnectionRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await Revocation.SendAsync(
                record.Client.LoginUrl, record.RefreshToken ?? record.Response.AccessToken, hint: null, services.Transport, services.Clock, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (SfOAuthException exception)
        {
            return exception;
        }
    }

    // Of the two, the later write has the token that works; the other one's was rotated away.
    private static ConnectionRecord? Newer(ConnectionRecord? pending, ConnectionRecord? saved)
        => pending is null || saved?.ObtainedAt > pending.ObtainedAt ? saved : pending;
}
