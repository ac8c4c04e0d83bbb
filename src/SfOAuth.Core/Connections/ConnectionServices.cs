using System;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Locking;

namespace SfOAuth.Connections;

/// <summary>What working with saved connections needs from outside.</summary>
public sealed class ConnectionServices
{
    /// <summary>Where the connections are.</summary>
    public required IConnectionVault Vault { get; init; }

    /// <summary>The way to the server; not used where nothing is sent.</summary>
    public required Transport Transport { get; init; }

    /// <summary>Shared by all that use the same connections on this machine.</summary>
    public required LockFolder Locks { get; init; }

    /// <summary>Shared by all that use the same connections in this process.</summary>
    public required PendingSaves Pending { get; init; }

    /// <summary>Shared by all that use the same connections in this process.</summary>
    public required SharedRefreshes Refreshes { get; init; }

    /// <summary>Time.</summary>
    public required IClock Clock { get; init; }

    /// <summary>Gives a secret of a vault by the names of both, for a private key that is kept as one; null when there is none.</summary>
    public Func<string, string, Task<SecureString?>> ReadSecret { get; init; } = (_, _) => Task.FromResult<SecureString?>(null);

    /// <summary>The newest record of that name.</summary>
    /// <exception cref="StorageException">There is none of that name, or it can't be read.</exception>
    public async Task<ConnectionRecord> RequireAsync(string name, CancellationToken cancellationToken)
        => await Vault.ReadAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new StorageException(Problem.ConnectionNotFound, $"No connection '{name}' is saved in the vault '{Vault.Name}'.");

    /// <exception cref="StorageException">The file system gives no lock.</exception>
    internal async Task<HeldLock> TakeLockAsync(string name, CancellationToken cancellationToken)
    {
        using IDisposable waiting = Transport.Waiting.For(WaitingFor(name));
        return await Locks.TakeAsync(KeyOf(name), cancellationToken).ConfigureAwait(false);
    }

    internal static string WaitingFor(string name) => $"Waiting for another process or command that uses the login '{name}'";

    internal string KeyOf(string name) => KeyOf(Vault, name);

    internal static string KeyOf(IConnectionVault vault, string name) => vault.LockKey + "/" + name.ToUpperInvariant();
}
