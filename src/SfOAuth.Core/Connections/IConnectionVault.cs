using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>
/// Where connections are kept. What is read is what was written last, by whichever process; or it is an error.
/// </summary>
internal interface IConnectionVault
{
    /// <summary>What users call it.</summary>
    string Name { get; }

    /// <summary>Names the store behind the vault; two vaults of one store have one key, and so one lock.</summary>
    string LockKey { get; }

    /// <summary>Tells the vault's connections from all others that this process has to do with.</summary>
    string ProcessKey { get; }

    /// <summary>
    /// Whether a record is worth keeping elsewhere until the vault has it: it can fail, hang, or lose a write.
    /// </summary>
    bool IsJournaled { get; }

    /// <summary>Takes the connection's lock, among all who share the vault. Waits without spinning.</summary>
    /// <exception cref="StorageException">There is no lock to be had.</exception>
    Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Makes sure, as far as that can be seen, that a record can be saved: called before anything is sent.
    /// </summary>
    /// <exception cref="StorageException">Nothing could be saved here.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>The newest record; null when there is none of that name.</summary>
    /// <exception cref="StorageException">The vault refused, or what it holds can't be read.</exception>
    Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Saves the record in place of its predecessor. Not to be cancelled: the record may hold the only copy of a token.
    /// </summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    Task WriteAsync(string name, ConnectionRecord record);

    /// <summary>Forgets the record.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>What is saved here, as the vault tells it without opening a secret.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken);
}
