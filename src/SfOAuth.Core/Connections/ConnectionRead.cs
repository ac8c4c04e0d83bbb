using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>Reads a saved token and sends nothing: the part of the many readers where one writer refreshes.</summary>
public sealed class ConnectionRead(ConnectionServices services)
{
    /// <summary>All that is known of it: what is saved, or what this process has and could not save yet.</summary>
    /// <exception cref="StorageException">There is none, or it can't be read.</exception>
    public async Task<ConnectionRecord> RunAsync(string name, CancellationToken cancellationToken)
        => services.Pending.Find(services.KeyOf(name)) ?? await services.RequireAsync(name, cancellationToken).ConfigureAwait(false);

    /// <param name="name">The connection.</param>
    /// <param name="isFresh">Whether it is good enough.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">There is none, it can't be read, or it is too old.</exception>
    public async Task<Token> RunAsync(string name, Func<ConnectionRecord, bool> isFresh, CancellationToken cancellationToken)
    {
        ConnectionRecord record = await services.RequireAsync(name, cancellationToken).ConfigureAwait(false);
        return isFresh(record)
            ? record.ToToken(name, services.Vault.Name)
            : throw new StorageException(Problem.SavedTokenTooOld, $"The saved token of '{name}' is of {record.ObtainedAt:u}, and that is too old.");
    }
}
