using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net.Http;
using SfOAuth.Connections;
using SfOAuth.Connections.Shared;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Locking;
using SfOAuth.Rest;
using SfOAuth.Sealing;
using SfOAuth.Vault.Completion;

namespace SfOAuth.Vault;

/// <summary>
/// What all commands of this process share, whatever runspace they run in; it is made when first used.
/// </summary>
internal static class ProcessState
{
    private const string JournalVariable = "SFOAUTH_JOURNAL";

    private static readonly Lazy<HttpMessageHandler> _handler = new(() => HttpPlatform.CreateHandler());
    private static readonly ConcurrentDictionary<string, LockFolder> _locks = new(StringComparer.Ordinal);

    /// <summary>Connections to servers are kept and used again.</summary>
    internal static HttpMessageHandler Handler => _handler.Value;

    /// <summary>The locks in the user's folder. An account without one still has a temporary folder.</summary>
    internal static LockFolder Locks =>
        LocksIn(TryHome()?.Path ?? Path.Combine(Path.GetTempPath(), Environment.UserName, "SfOAuth"));

    internal static Journal Journal { get; } = new(OpenJournal);

    internal static SharedRefreshes Refreshes { get; } = new();

    /// <summary>Looks at shared vaults that are under way.</summary>
    internal static SharedReads SharedReads { get; } = new();

    /// <summary>What each org's API is at.</summary>
    internal static ApiVersions Versions { get; } = new();

    internal static ConnectionNameCache Names { get; } = new();

    /// <summary>Logins without a name.</summary>
    internal static SessionVault Session { get; } = new();

    /// <summary>The connection that is meant in this session where none is named; null when none was chosen.</summary>
    internal static SelectedConnection? Selected { get; set; }

    /// <summary>The vault in the user's folder.</summary>
    /// <exception cref="StorageException">There is no such folder.</exception>
    internal static BuiltInVault OpenBuiltInVault()
    {
        var home = PrivateFolder.OfUser();
        return new BuiltInVault(home, SealingKey.OfUser(home), LocksIn(home.Path));
    }

    private static SealedFolder? OpenJournal()
    {
        if (
            string.Equals(
                Environment.GetEnvironmentVariable(JournalVariable),
                "off",
                StringComparison.OrdinalIgnoreCase
            )
        )
            return null;
        var home = PrivateFolder.OfUser();
        return Journal.In(home, SealingKey.OfUser(home));
    }

    private static LockFolder LocksIn(string home) =>
        _locks.GetOrAdd(home, path => new LockFolder(Path.Combine(path, "locks")));

    /// <summary>The user's folder; null for an account without one.</summary>
    internal static PrivateFolder? TryHome()
    {
        try
        {
            return PrivateFolder.OfUser();
        }
        catch (StorageException)
        {
            return null;
        }
    }
}
