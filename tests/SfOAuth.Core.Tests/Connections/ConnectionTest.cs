using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.FakeOrg;
using SfOAuth.Formats;
using SfOAuth.Locking;
using SfOAuth.Protocol;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>A test with an org, a vault, and locks in a folder of its own.</summary>
public abstract class ConnectionTest : OrgTest, IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "SfOAuth.Tests", Guid.NewGuid().ToString("N"));
    private ConnectionStore? _store;

    /// <summary>Where pending records are sealed, for all processes; null where none may be.</summary>
    internal SealedFolder? Files { get; set; }

    internal MemoryVault Vault { get; } = new();

    internal ManualClock Clock { get; } = new();

    internal ConnectionStore Store => _store ??= StoreOfAnotherProcess();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The same vault and the same lock files, and nothing else in common.</summary>
    internal ConnectionStore StoreOfAnotherProcess(double timeoutSeconds = 30) => StoreOf(Vault, timeoutSeconds);

    /// <summary>The same for any vault.</summary>
    internal ConnectionStore StoreOf(MemoryVault vault, double timeoutSeconds = 30) =>
        new()
        {
            Vault = vault.LockedBy(new LockFolder(_folder)),
            Transport = Transport(timeoutSeconds),
            Journal = new Journal(() => Files),
            Refreshes = new SharedRefreshes(),
            Clock = Clock,
        };

    /// <summary>What the last holder of the lock left written in it.</summary>
    private protected async Task<string> NoteAsync(string name)
    {
        using IConnectionLock held = await StoreOfAnotherProcess().TakeLockAsync(name, CancellationToken.None);
        return held.ReadNote();
    }

    private protected async Task LeaveNoteAsync(string name, string note)
    {
        using IConnectionLock held = await StoreOfAnotherProcess().TakeLockAsync(name, CancellationToken.None);
        held.WriteNote(note);
    }

    private protected async Task<ConnectionRecord> SavedAsync(string name) =>
        (await Vault.ReadAsync(name, CancellationToken.None))!;

    /// <summary>A refresh whose token the vault did not take.</summary>
    private protected async Task<ConnectionRecord> FailToSaveAsync(string name)
    {
        Vault.RefusedWrites = int.MaxValue;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync(name));
        Vault.RefusedWrites = 0;
        return Store.FindPending(name)!.Record;
    }

    private protected async Task<Token?> RefreshSavedAsync(
        string name,
        RefreshOptions? options = null,
        ConnectionStore? store = null,
        CancellationToken cancellationToken = default
    ) =>
        await new ConnectionRefresh(store ?? Store).RunAsync(name, options ?? new RefreshOptions(), cancellationToken)
            is ConnectionRecord record
            ? (store ?? Store).ToToken(name, record)
            : null;

    protected async Task SaveLoginAsync(string name, string scope = "api refresh_token")
    {
        MintedLogin login = Org.Login(new LoginRequest { Scope = scope });
        TokenResponse response = TokenResponse.From(Json.Read(login.Json), "x");
        await Vault.WriteAsync(
            name,
            ConnectionRecord.First(Client(), AuthorizationGrant.Code, response, Clock.UtcNow, replaced: null)
        );
    }
}
