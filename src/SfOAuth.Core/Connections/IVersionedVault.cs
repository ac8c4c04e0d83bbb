using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>
/// A vault whose lock can be lost while it is held, for no kernel watches over it. So what is written names what it
/// takes the place of, and what somebody else saved meanwhile is adopted.
/// </summary>
internal interface IVersionedVault : IConnectionVault
{
    /// <summary>
    /// Takes the connection's lock, or looks while another machine has it whether that one has done all there was to
    /// do: many that wait need not have the lock one after the other.
    /// </summary>
    /// <param name="name">The connection.</param>
    /// <param name="isDone">Asked each time before the lock is tried again.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null when it is done.</returns>
    /// <exception cref="StorageException">There is no lock to be had.</exception>
    Task<IConnectionLock?> LockUnlessAsync(
        string name,
        Func<CancellationToken, Task<bool>> isDone,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Makes sure that the record is still the one that is saved, and that nobody else may come back with its
    /// successor. Called under the lock, before a refresh is sent.
    /// </summary>
    /// <exception cref="StorageException">Nothing may be sent.</exception>
    Task PrepareRefreshAsync(string name, ConnectionRecord saved, CancellationToken cancellationToken);

    /// <summary>Saves the record in place of its predecessor, and of no other. Not to be cancelled.</summary>
    /// <param name="name">The connection.</param>
    /// <param name="record">The new record.</param>
    /// <param name="replaces">The predecessor's stamp; null when there was none.</param>
    /// <returns>What is saved now: the record, or what somebody else has saved in the place of its
    /// predecessor.</returns>
    /// <exception cref="StorageException">The vault refused.</exception>
    Task<ConnectionRecord> ReplaceAsync(string name, ConnectionRecord record, string? replaces);
}
