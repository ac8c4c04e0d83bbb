using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Locking;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>
/// The saved connections of one vault: read, save, sign in, sign out, remove. What changes one is done under its lock,
/// so that no refresh on its way brings back what is gone.
/// </summary>
internal sealed class ConnectionStore
{
    /// <summary>Where the connections are.</summary>
    internal required IConnectionVault Vault { get; init; }

    /// <summary>The way to the server; not used where nothing is sent.</summary>
    internal required Transport Transport { get; init; }

    /// <summary>Shared by all that use the same connections in this process.</summary>
    internal required Journal Journal { get; init; }

    /// <summary>Shared by all that use the same connections in this process.</summary>
    internal required SharedRefreshes Refreshes { get; init; }

    /// <summary>Time.</summary>
    internal required IClock Clock { get; init; }

    /// <summary>
    /// Gives a secret of a vault by the names of both, for a private key that is kept as one; null when there is none.
    /// </summary>
    internal Func<string, string, Task<string?>> ReadSecret { get; init; } = (_, _) => Task.FromResult<string?>(null);

    /// <summary>All that is known of it: what is saved, or what could not be saved yet. Nothing is sent.</summary>
    /// <exception cref="StorageException">There is none, or it can't be read.</exception>
    internal async Task<ConnectionRecord> ReadAsync(string name, CancellationToken cancellationToken) =>
        Newest(name, await Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false)) ?? throw NotFound(name);

    /// <summary>The newest record of that name.</summary>
    /// <exception cref="StorageException">There is none of that name, or it can't be read.</exception>
    internal async Task<ConnectionRecord> RequireAsync(string name, CancellationToken cancellationToken) =>
        await Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false) ?? throw NotFound(name);

    /// <summary>Fails where none of that name is saved, without opening it.</summary>
    /// <exception cref="StorageException">There is none, or the vault refused.</exception>
    internal async Task<VaultEntry> RequireEntryAsync(string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<VaultEntry> entries = await Vault.ListAsync(cancellationToken).ConfigureAwait(false);
        return entries.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw NotFound(name);
    }

    /// <summary>
    /// What may be told of a connection. Its secret is opened only where the vault keeps nothing beside it.
    /// </summary>
    /// <exception cref="StorageException">The vault refused, or what it holds can't be read.</exception>
    internal async Task<Connection> DescribeAsync(VaultEntry entry, bool isDefault, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> facts = entry.Error is null ? entry.Facts : throw entry.Error;
        if (
            facts.Count == 0
            && await Vault.ReadAsync(entry.Name, cancellationToken).ConfigureAwait(false) is ConnectionRecord record
        )
            facts = record.ToMetadata();
        return facts.ToConnection(entry.Name, Vault.Name, isDefault);
    }

    /// <summary>The token object users see.</summary>
    internal Token ToToken(string name, ConnectionRecord record) =>
        Vault is SessionVault ? record.ToToken(sessionId: name) : record.ToToken(name, Vault.Name);

    /// <summary>The saved record if it is fresh enough: for the many readers where one writer refreshes.</summary>
    /// <exception cref="StorageException">There is none, it can't be read, or it is too old.</exception>
    internal async Task<ConnectionRecord> RequireFreshAsync(
        string name,
        Func<ConnectionRecord, bool> isFresh,
        CancellationToken cancellationToken
    )
    {
        ConnectionRecord record = await RequireAsync(name, cancellationToken).ConfigureAwait(false);
        return isFresh(record)
            ? record
            : throw new StorageException(
                Problem.SavedTokenTooOld,
                $"The saved token of '{name}' is of {record.ObtainedAt:u}, and that is too old."
            );
    }

    /// <summary>
    /// Saves new tokens before anyone sees them. If the vault refuses for a few seconds, the record stays with this
    /// process and the error carries the token. The caller holds the lock.
    /// </summary>
    /// <param name="name">The connection.</param>
    /// <param name="record">What to save.</param>
    /// <param name="before">What was saved; null when nothing.</param>
    /// <returns>What is saved now: the record, or what another machine has saved in its place.</returns>
    /// <exception cref="ConnectionNotSavedException">The vault did not take it.</exception>
    internal Task<ConnectionRecord> SaveAsync(string name, ConnectionRecord record, ConnectionRecord? before) =>
        new ConnectionSave(this, name).RunAsync(
            new PendingRecord(record, before?.Stamp),
            isNewToken: record.RefreshToken != before?.RefreshToken
        );

    /// <summary>The same for a record that an earlier call could not save.</summary>
    /// <returns>What is saved now: the record, or what another machine has saved in its place.</returns>
    /// <exception cref="ConnectionNotSavedException">The vault did not take it.</exception>
    internal Task<ConnectionRecord> SaveAsync(string name, PendingRecord pending) =>
        new ConnectionSave(this, name).RunAsync(pending, isNewToken: true);

    /// <summary>Makes a saved connection out of a new login, in place of one of the same name.</summary>
    /// <param name="name">The connection.</param>
    /// <param name="client">The app.</param>
    /// <param name="grant">What the login rests on.</param>
    /// <param name="send">Gets the tokens. Called once, with everything ready to save.</param>
    /// <param name="cancellationToken">Heeded until the request leaves.</param>
    /// <returns>The new record, and what it took the place of, or null.</returns>
    /// <exception cref="StorageException">The vault can't be used; nothing was sent.</exception>
    /// <exception cref="ConnectionNotSavedException">The vault did not take the tokens.</exception>
    internal async Task<(ConnectionRecord Saved, ConnectionRecord? Replaced)> SignInAsync(
        string name,
        ClientSettings client,
        AuthorizationGrant grant,
        Func<Task<TokenResponse>> send,
        CancellationToken cancellationToken
    )
    {
        using IConnectionLock held = await TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        // Before the code is spent: a vault that is locked or broken has to show, and so has a disk that is full.
        held.WriteNote("sign-in");
        await Vault.PrepareAsync(cancellationToken).ConfigureAwait(false);
        ConnectionRecord? replaced = await Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        ConnectionRecord? before = Newest(name, replaced);
        TokenResponse response = await send().ConfigureAwait(false);
        var record = ConnectionRecord.First(client, grant, response, Clock.UtcNow, replaced);
        ConnectionRecord saved = await SaveAsync(name, record, replaced).ConfigureAwait(false);
        held.ClearNote();
        // Of two sign-ins at once the first one stays, and the other is what nobody needs any more.
        return saved.IsSameAs(record) ? (saved, before) : (saved, record);
    }

    /// <summary>
    /// Ends a login at the server, then forgets it. A login that could not be ended stays saved: forgotten, nobody
    /// could end it any more.
    /// </summary>
    /// <param name="name">The connection.</param>
    /// <param name="force">Whether it is forgotten also if it could not be ended.</param>
    /// <param name="cancellationToken">Heeded until the server has ended the login; then it is forgotten too.</param>
    /// <returns>What kept it from being ended; null when it was, or was dead before.</returns>
    /// <exception cref="StorageException">There is none, the login could not be ended, or the vault refused; it is
    /// still saved.</exception>
    internal async Task<SfOAuthException?> SignOutAsync(string name, bool force, CancellationToken cancellationToken)
    {
        using IConnectionLock held = await TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        ConnectionRecord? saved = await Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false);
        ConnectionRecord record = Newest(name, saved) ?? throw NotFound(name);
        SfOAuthException? failure = await new LoginEnd(this).RunAsync(record, cancellationToken).ConfigureAwait(false);
        if (failure is not null && !force)
        {
            throw new StorageException(
                failure.Problem,
                $"{failure.Message} The connection '{name}' is still saved; -Force forgets it all the same.",
                failure
            );
        }

        RequireHeldStill(held, name);
        if (saved is not null)
            await Vault.RemoveAsync(name, CancellationToken.None).ConfigureAwait(false);
        ForgetPending(name);
        held.ClearNote();
        return failure;
    }

    // While the org was asked, another machine may have got the lock, and signed in.
    private static void RequireHeldStill(IConnectionLock held, string name)
    {
        try
        {
            held.RequireHeld();
        }
        catch (StorageException exception)
        {
            throw new StorageException(
                exception.Problem,
                $"The login '{name}' was ended at the org. What is saved under this name stays, for another machine "
                    + "may have signed in meanwhile.",
                exception
            );
        }
    }

    /// <summary>Forgets a connection, and what of it could not be saved.</summary>
    /// <exception cref="StorageException">The vault refused; the connection is still there.</exception>
    internal async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        using IConnectionLock held = await TakeLockAsync(name, cancellationToken).ConfigureAwait(false);
        held.RequireHeld();
        await Vault.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        ForgetPending(name);
        held.ClearNote();
    }

    /// <inheritdoc cref="ConnectionTurn.TakeAsync"/>
    internal Task<IConnectionLock> TakeLockAsync(string name, CancellationToken cancellationToken) =>
        new ConnectionTurn(this, name).TakeAsync(cancellationToken);

    internal string KeyOf(string name) => ConnectionName.KeyOf(Vault.ProcessKey, name);

    /// <summary>What an earlier call could not save, of whichever process.</summary>
    internal PendingRecord? FindPending(string name) => Journal.Find(KeyOf(name), name, Vault.IsJournaled);

    internal void ForgetPending(string name) => Journal.Forget(KeyOf(name), Vault.IsJournaled);

    /// <summary>What the app signs with is read when it is needed.</summary>
    internal Task LoadKeyAsync(ClientSettings client) => client.Key?.LoadAsync(ReadSecret) ?? Task.CompletedTask;

    /// <summary>
    /// The login, of what is saved and what was to succeed it: the later write has the token that works, and the other
    /// one's was rotated away.
    /// </summary>
    internal ConnectionRecord? Newest(string name, ConnectionRecord? saved)
    {
        PendingRecord? next = FindPending(name);
        if (next is null && saved is not null)
            next = CutOff.Find(this, name, saved);
        return next?.Succeeds(saved) == true ? next.Record : saved;
    }

    private StorageException NotFound(string name) =>
        new(
            Problem.ConnectionNotFound,
            Vault is SessionVault
                ? "This session does not have that login any more."
                : $"No connection '{name}' is saved in the vault '{Vault.Name}'."
        );
}
