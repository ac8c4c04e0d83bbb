using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>
/// The name of a login's user, where neither its answer nor its grant told: a second write, after the login is safe.
/// </summary>
internal static class ConnectionUsername
{
    /// <summary>Adds the user's name to a login that is saved, unless somebody has written it since.</summary>
    /// <returns>What is saved now; the record itself where it was written since.</returns>
    /// <param name="store">Where it is.</param>
    /// <param name="name">The connection.</param>
    /// <param name="saved">What was saved at the sign-in.</param>
    /// <param name="username">Of the user whose login it is.</param>
    /// <param name="cancellationToken">Heeded until it is written.</param>
    /// <exception cref="ConnectionNotSavedException">The vault did not take it; the journal has it, or nothing
    /// changed.</exception>
    /// <exception cref="StorageException">The vault refused before.</exception>
    internal static async Task<ConnectionRecord> AddUsernameAsync(
        this ConnectionStore store,
        string name,
        ConnectionRecord saved,
        string username,
        CancellationToken cancellationToken
    )
    {
        using IConnectionLock held = await store.TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        ConnectionRecord? now = await store.Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (now is null || !now.IsSameAs(saved))
            return saved;
        ConnectionRecord named = now with
        {
            Grant = now.Grant with { Username = username },
            Generation = now.Generation + 1,
        };
        ConnectionRecord written = await store.SaveAsync(name, named, now).ConfigureAwait(false);
        held.ClearNote();
        return written;
    }
}
