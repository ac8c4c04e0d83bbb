using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>Where connections are kept. What is read is what was written last, by whichever process; or it is an error.</summary>
internal interface IConnectionVault
{
    /// <summary>The vault's registered name.</summary>
    string Name { get; }

    /// <summary>Names the store behind the vault; two vaults of one store have one key, and so one lock.</summary>
    string LockKey { get; }

    /// <summary>The newest record; null when there is none of that name.</summary>
    /// <exception cref="StorageException">The vault refused, or what it holds can't be read.</exception>
    Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Saves the record in place of its predecessor. Not to be cancelled: the record may hold the only copy of a token.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    Task WriteAsync(string name, ConnectionRecord record);

    /// <summary>Forgets the record.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    Task RemoveAsync(string name, CancellationToken cancellationToken);
}
