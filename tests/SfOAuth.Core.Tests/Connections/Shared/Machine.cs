using System;
using System.IO;
using System.Net.Http;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Connections.Shared;
using SfOAuth.Http;
using SfOAuth.Locking;
using SfOAuth.Sealing;

namespace SfOAuth.Tests.Connections.Shared;

/// <summary>
/// A machine: a home, a clock, a link to the container and one to the org of its own. It shares nothing but the
/// container.
/// </summary>
internal sealed class Machine : IDisposable
{
    private readonly string _home = Path.Combine(Path.GetTempPath(), "SfOAuth.Tests", Guid.NewGuid().ToString("N"));
    private readonly HttpMessageHandler _handler = HttpPlatform.CreateHandler();
    private readonly TimeSpan _timeout;
    private readonly byte[] _key;
    private readonly Lazy<SharedVault> _vault;
    private readonly LockFolder _locks;
    private readonly SealedFolder _pending;

    internal Machine(string containerUrl, byte[] key, double timeoutSeconds = 30, double graceSeconds = 30)
    {
        var url = ContainerUrl.Parse(containerUrl);
        Link = new FaultProxy(new Uri(url.Address).Authority);
        _timeout = TimeSpan.FromSeconds(timeoutSeconds);
        _key = key;
        _locks = new LockFolder(Path.Combine(_home, "locks"));
        var home = new PrivateFolder(_home);
        _pending = Journal.In(home, new SealingKey(home));
        _vault = new(() => Open(url.Secret.Replace(new Uri(url.Address).Authority, Link.Authority), graceSeconds));
        Store = NewProcess();
    }

    internal FaultProxy Link { get; }

    internal OffsetClock Clock { get; } = new();

    internal SharedVault Vault => _vault.Value;

    internal ConnectionStore Store { get; private set; }

    internal static byte[] NewKey()
    {
        byte[] key = new byte[64];
        using var generator = RandomNumberGenerator.Create();
        generator.GetBytes(key);
        return key;
    }

    /// <summary>As another process of this machine has it.</summary>
    internal async Task<IDisposable> TakeOwnLockAsync(string name) =>
        await new LockFolder(Path.Combine(_home, "locks")).TakeAsync(
            ConnectionName.KeyOf(Vault.LockKey, name),
            CancellationToken.None
        );

    /// <summary>As a process that starts now: what is on the disk is all that is left.</summary>
    internal void Restart() => Store = NewProcess();

    internal Task<ConnectionRecord?> RefreshAsync(string name = "prod", RefreshOptions? options = null) =>
        new ConnectionRefresh(Store).RunAsync(name, options ?? new RefreshOptions(), CancellationToken.None);

    public void Dispose()
    {
        Link.Dispose();
        _handler.Dispose();
        if (Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
    }

    private SharedVault Open(string url, double graceSeconds) =>
        new(
            "fleet",
            ContainerUrl.Parse(url),
            () => (byte[])_key.Clone(),
            new Transport(_handler, _timeout),
            _locks,
            new SharedReads(),
            Clock
        )
        {
            Grace = TimeSpan.FromSeconds(graceSeconds),
        };

    private ConnectionStore NewProcess() =>
        new()
        {
            Vault = Vault,
            Transport = new Transport(_handler, _timeout),
            Journal = new Journal(() => _pending),
            Refreshes = new SharedRefreshes(),
            Clock = Clock,
        };
}

/// <summary>The real clock, put wrong, and with pauses that are shorter than they are said to be.</summary>
internal sealed class OffsetClock : IClock
{
    internal TimeSpan Offset { get; set; }

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow + Offset;

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromTicks(time.Ticks / 10), cancellationToken);
}
