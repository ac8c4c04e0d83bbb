using System;
using System.Net.Http;
using SfOAuth.Connections;
using SfOAuth.Http;
using SfOAuth.Locking;
using SfOAuth.Vault.Completion;

namespace SfOAuth.Vault;

/// <summary>What all commands of this process share, whatever runspace they run in; it is made when first used.</summary>
internal static class ProcessState
{
    private static readonly Lazy<HttpMessageHandler> _handler = new(() => HttpPlatform.CreateHandler());

    /// <summary>Connections to servers are kept and used again.</summary>
    internal static HttpMessageHandler Handler => _handler.Value;

    internal static LockFolder Locks { get; } = LockFolder.OfUser();

    internal static PendingSaves Pending { get; } = new();

    internal static SharedRefreshes Refreshes { get; } = new();

    internal static ConnectionNameCache Names { get; } = new();
}
