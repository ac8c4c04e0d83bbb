using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Connections;

/// <summary>Where connections are kept.</summary>
public interface IConnectionVault
{
    /// <summary>The vault's registered name.</summary>
    string Name { get; }

    /// <summary>The newest record; null when there is none of that name.</summary>
    /// <exception cref="Errors.StorageException">The vault refused, or what it holds can't be read.</exception>
    Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Saves the record in place of its predecessor. Not to be cancelled: the record may hold the only copy of a token.</summary>
    /// <exception cref="Errors.StorageException">The vault refused; the predecessor is still there.</exception>
    Task WriteAsync(string name, ConnectionRecord record);
}
