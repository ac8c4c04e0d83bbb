using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>Makes a saved connection out of a new login, in place of one of the same name.</summary>
public sealed class ConnectionSignIn(ConnectionServices services)
{
    /// <summary>What the new login took the place of; null when nothing was there. Known when the new one is saved.</summary>
    public ConnectionRecord? Replaced { get; private set; }

    /// <summary>Takes the connection's lock, gets the tokens, and saves them.</summary>
    /// <param name="name">The connection.</param>
    /// <param name="client">The app.</param>
    /// <param name="grant">What the login rests on.</param>
    /// <param name="send">Gets the tokens; null when they are not to be had after all. Called once, with everything ready to save.</param>
    /// <param name="cancellationToken">Heeded until the request leaves.</param>
    /// <exception cref="StorageException">The vault can't be used; nothing was sent.</exception>
    /// <exception cref="ConnectionNotSavedException">The vault did not take the tokens.</exception>
    public async Task<Token?> RunAsync(string name, ClientSettings client, AuthorizationGrant grant, Func<Task<TokenResponse?>> send, CancellationToken cancellationToken)
    {
        using HeldLock held = await services.TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        // Before the code is spent: a vault that is locked or broken has to show, and so has a disk that is full.
        held.WriteNote("sign-in");
        ConnectionRecord? replaced = await services.Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (await send().ConfigureAwait(false) is not TokenResponse response)
            return null;
        var record = ConnectionRecord.First(client, grant, response, services.Clock.UtcNow, replaced);
        Token token = await new ConnectionSave(services).RunAsync(name, record, replaced).ConfigureAwait(false);
        held.ClearNote();
        Replaced = replaced;
        return token;
    }
}
