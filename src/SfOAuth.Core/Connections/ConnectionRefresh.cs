using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Locking;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>
/// Renews a saved connection so that the login survives, by its refresh token or by the grant it rests on: one caller
/// sends, once; the others adopt what it saved; and the new token is in the vault before anyone has it.
/// </summary>
internal sealed class ConnectionRefresh(ConnectionStore store)
{
    private const int LockTries = 3;

    /// <param name="name">The connection.</param>
    /// <param name="options">What differs from what is saved, and who is asked to confirm.</param>
    /// <param name="cancellationToken">Heeded until the request leaves; from then on the answer is waited for and
    /// saved.</param>
    /// <returns>The new record, or the saved one if it is fresh enough; null when nothing was to be sent.</returns>
    /// <exception cref="SfOAuthException">The vault still holds what it held.</exception>
    /// <exception cref="ConnectionNotSavedException">The vault did not take the new tokens.</exception>
    internal async Task<ConnectionRecord?> RunAsync(
        string name,
        RefreshOptions options,
        CancellationToken cancellationToken
    )
    {
        PendingRecord? pending = store.FindPending(name);
        ConnectionRecord seen =
            pending?.Record ?? await store.RequireAsync(name, cancellationToken).ConfigureAwait(false);
        // What is not saved yet comes first: whoever has it might be asked next by another process.
        if (pending is null && options.IsFresh(seen))
            return seen;
        if (!await options.Confirm(Prepare(name, seen.With(options.Client))).ConfigureAwait(false))
            return null;

        var turn = new ConnectionTurn(store, name);
        return await store
            .Refreshes.RunAsync(
                store.KeyOf(name),
                () => RenewAsync(name, turn, seen, options, cancellationToken),
                another => AdoptAsync(turn, another, seen, options, cancellationToken)
            )
            .ConfigureAwait(false);
    }

    /// <summary>What another caller in this process gets meanwhile; null when that is nothing new.</summary>
    private static async Task<ConnectionRecord?> AdoptAsync(
        ConnectionTurn turn,
        Task<ConnectionRecord?> another,
        ConnectionRecord seen,
        RefreshOptions options,
        CancellationToken cancellationToken
    )
    {
        ConnectionRecord? record = await turn.RunAsync(another.WaitAsync, cancellationToken).ConfigureAwait(false);
        return record is not null && IsToBeAdopted(record, seen, options) ? record : null;
    }

    private async Task<ConnectionRecord> RenewAsync(
        string name,
        ConnectionTurn turn,
        ConnectionRecord seen,
        RefreshOptions options,
        CancellationToken cancellationToken
    )
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await RenewUnderLockAsync(name, turn, seen, options, cancellationToken).ConfigureAwait(false);
            }
            catch (StorageException exception) when (exception.Problem == Problem.SharedLockLost && attempt < LockTries)
            {
                // Nothing was sent. Another machine has the lock, and what it saves is adopted.
            }
        }
    }

    private async Task<ConnectionRecord> RenewUnderLockAsync(
        string name,
        ConnectionTurn turn,
        ConnectionRecord seen,
        RefreshOptions options,
        CancellationToken cancellationToken
    )
    {
        ConnectionRecord? another = null;
        using IConnectionLock? held = await turn.TakeUnlessAsync(
                async cancelled =>
                {
                    another = await store.RequireAsync(name, cancelled).ConfigureAwait(false);
                    return store.FindPending(name) is null && IsEnough(another, seen, options);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (held is null)
            return another!;
        ConnectionRecord record =
            await SettlePendingAsync(name).ConfigureAwait(false)
            ?? await FinishAsync(name, cancellationToken).ConfigureAwait(false);
        return IsEnough(record, seen, options)
            ? record
            : await SendAsync(name, record, options, held, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConnectionRecord> SendAsync(
        string name,
        ConnectionRecord saved,
        RefreshOptions options,
        IConnectionLock held,
        CancellationToken cancellationToken
    )
    {
        ConnectionRecord record = saved.With(options.Client);
        OAuthRequest request = Prepare(name, record);
        await store.LoadKeyAsync(record.Client).ConfigureAwait(false);
        string note = record.Generation.ToString(CultureInfo.InvariantCulture);
        if (store.Vault is IVersionedVault versioned)
            await versioned.PrepareRefreshAsync(name, saved, cancellationToken).ConfigureAwait(false);
        bool cutOffBefore = held.ReadNote() == note;
        held.WriteNote(note);
        TokenResponse response;
        try
        {
            await store.Vault.PrepareAsync(cancellationToken).ConfigureAwait(false);
            response = await TokenEndpoint
                .SendAsync(request, store.Transport.GuardedBy(held.RequireHeld), store.Clock, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not TransportException { MayHaveBeenProcessed: true })
        {
            // The org refused, or never heard of it: nothing is on its way that could be lost. What was cut off before
            // is still open.
            if (exception is ProtocolException || !cutOffBefore)
                held.ClearNote();
            if (
                await AfterRefusalAsync(name, saved, exception as ProtocolException, cutOffBefore, cancellationToken)
                    .ConfigureAwait(false)
                is ConnectionRecord adopted
            )
                return adopted;
            throw;
        }

        ConnectionRecord renewed = record.Renew(response, store.Clock.UtcNow);
        ConnectionRecord kept = await store.SaveAsync(name, renewed, record).ConfigureAwait(false);
        held.ClearNote();
        return kept;
    }

    /// <summary>What another machine saved in place of this refusal; null when nothing.</summary>
    /// <exception cref="StorageException">The refusal is the end of a refresh that was cut off.</exception>
    private async Task<ConnectionRecord?> AfterRefusalAsync(
        string name,
        ConnectionRecord saved,
        ProtocolException? refusal,
        bool cutOffBefore,
        CancellationToken cancellationToken
    )
    {
        if (cutOffBefore && refusal?.Problem == Problem.RefreshTokenExpired)
            throw new StorageException(
                Problem.RefreshInterrupted,
                $"An earlier refresh of '{name}' was cut off between its sending and its saving, and the org has "
                    + "replaced the refresh token since.",
                refusal
            );
        return refusal?.Problem == Problem.RefreshInProgress
            ? await new ForeignRefresh(store, name).AdoptAsync(saved, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>
    /// What an earlier call could not save is saved now, unless somebody signed in or refreshed since.
    /// </summary>
    private async Task<ConnectionRecord?> SettlePendingAsync(string name)
    {
        if (store.FindPending(name) is not PendingRecord pending)
            return null;
        ConnectionRecord? saved;
        try
        {
            saved = await store.Vault.ReadAsync(name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException exception)
        {
            // Nobody knows what would be written over. What is pending stays so, and its owner gets it.
            throw new ConnectionNotSavedException(store.ToToken(name, pending.Record), exception);
        }

        if (!pending.Succeeds(saved))
        {
            store.ForgetPending(name);
            return saved;
        }

        return await store.SaveAsync(name, pending).ConfigureAwait(false);
    }

    /// <summary>What is saved, or what a process that was killed had all but saved in its place.</summary>
    private async Task<ConnectionRecord> FinishAsync(string name, CancellationToken cancellationToken)
    {
        ConnectionRecord saved = await store.RequireAsync(name, cancellationToken).ConfigureAwait(false);
        return CutOff.Find(store, name, saved) is PendingRecord cutOff
            ? await store.SaveAsync(name, cutOff).ConfigureAwait(false)
            : saved;
    }

    private static OAuthRequest Prepare(string name, ConnectionRecord record)
    {
        if (record.Grant.Prepare(record.Client) is OAuthRequest again)
            return again;
        string refreshToken =
            record.RefreshToken
            ?? throw new StorageException(Problem.RefreshTokenMissing, WhyNotRenewed(name, record.Grant));
        return Refresh.Prepare(record.Client, refreshToken);
    }

    private static string WhyNotRenewed(string name, AuthorizationGrant grant) =>
        grant.EndsWithToken
            ? $"The connection '{name}' is a bare access token, which ends with its session and can't be renewed."
            : $"The connection '{name}' was saved without a refresh token.";

    private static bool IsEnough(ConnectionRecord record, ConnectionRecord seen, RefreshOptions options) =>
        IsToBeAdopted(record, seen, options) || options.IsFresh(record);

    /// <summary>Whether somebody has refreshed since, and that is all there was to do.</summary>
    private static bool IsToBeAdopted(ConnectionRecord record, ConnectionRecord seen, RefreshOptions options) =>
        !record.IsSameAs(seen) && !options.ChangesRecord;
}
