using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>A new login on its way into a vault: all that can go wrong does so before its code is spent.</summary>
public class ConnectionSignInTests : ConnectionTest
{
    private int _sent;

    [Fact]
    public async Task It_is_saved_and_takes_the_place_of_nothing()
    {
        (ConnectionRecord saved, ConnectionRecord? replaced) = await SignInAsync();

        Assert.Null(replaced);
        Assert.Equal((1, "access", Clock.UtcNow), (saved.Generation, saved.Response.AccessToken, saved.ObtainedAt));
        Assert.True((await SavedAsync("prod")).IsSameLoginAs(saved));
        Assert.Equal("", await NoteAsync("prod"));
        Assert.Null(Store.FindPending("prod"));
    }

    [Fact]
    public async Task It_is_the_successor_of_an_earlier_login()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord earlier = await SavedAsync("prod");

        (ConnectionRecord saved, ConnectionRecord? replaced) = await SignInAsync();

        Assert.Equal(earlier.Generation + 1, saved.Generation);
        Assert.Equal(earlier.RefreshToken, replaced!.RefreshToken);
    }

    [Fact]
    public async Task What_could_not_be_saved_of_an_earlier_login_is_what_it_takes_the_place_of()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord pending = await FailToSaveAsync("prod");

        (_, ConnectionRecord? replaced) = await SignInAsync();

        Assert.Equal(pending.RefreshToken, replaced!.RefreshToken);
        Assert.Equal(Org.Ledger.Families[0].RefreshToken, replaced.RefreshToken);
        Assert.Null(Store.FindPending("prod"));
    }

    [Fact]
    public async Task The_vault_is_looked_at_before_and_written_after()
    {
        List<string> calls = [];
        Vault.OnCall = calls.Add;
        Vault.OnRead = _ => calls.Add("read");

        await SignInAsync(() => calls.Add("send"));

        Assert.Equal(["lock", "prepare", "read", "send", "write", "read"], calls);
    }

    [Fact]
    public async Task A_vault_that_could_take_nothing_keeps_it_from_being_sent()
    {
        Vault.OnCall = call =>
        {
            if (call == "prepare")
                throw new StorageException(Problem.VaultLocked, "The vault is locked.");
        };

        Assert.Equal(Problem.VaultLocked, (await Assert.ThrowsAsync<StorageException>(() => SignInAsync())).Problem);

        Assert.Equal(0, _sent);
    }

    [Fact]
    public async Task A_vault_that_cannot_be_read_keeps_it_from_being_sent()
    {
        Vault.RefusesReads = true;

        await Assert.ThrowsAsync<StorageException>(() => SignInAsync());

        Assert.Equal(0, _sent);
    }

    [Fact]
    public async Task One_that_was_cut_off_is_noted()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => SignInAsync(() => throw new TimeoutException()));

        Assert.Equal("sign-in", await NoteAsync("prod"));
    }

    [Fact]
    public async Task One_that_the_vault_did_not_take_goes_to_the_caller()
    {
        Vault.RefusedWrites = int.MaxValue;

        var exception = await Assert.ThrowsAsync<ConnectionNotSavedException>(() => SignInAsync());

        Assert.Equal(("prod", "access"), (exception.Token.Name, exception.Token.GetAccessToken()));
        Assert.NotNull(Store.FindPending("prod"));
    }

    [Fact]
    public async Task Of_two_at_once_in_a_shared_vault_the_first_stays_and_the_other_is_needed_no_more()
    {
        ConnectionRecord first = SampleRecord.Of(("access_token", "theirs")) with { ObtainedAt = SampleRecord.Time };
        Clock.Advance(TimeSpan.FromSeconds(1));
        ConnectionStore store = new()
        {
            Vault = new TakenVault(first),
            Transport = Transport(),
            Journal = new Journal(() => null),
            Refreshes = new SharedRefreshes(),
            Clock = Clock,
        };

        (ConnectionRecord saved, ConnectionRecord? replaced) = await SignInAsync(store: store);

        Assert.Same(first, saved);
        Assert.Equal(("access", Clock.UtcNow), (replaced!.Response.AccessToken, replaced.ObtainedAt));
    }

    private Task<(ConnectionRecord Saved, ConnectionRecord? Replaced)> SignInAsync(
        Action? onSend = null,
        ConnectionStore? store = null
    ) =>
        (store ?? Store).SignInAsync(
            "prod",
            Client(),
            AuthorizationGrant.Code,
            () =>
            {
                _sent++;
                onSend?.Invoke();
                return Task.FromResult(SampleRecord.Answer());
            },
            CancellationToken.None
        );

    /// <summary>A vault in which another machine was faster.</summary>
    private sealed class TakenVault(ConnectionRecord first) : IVersionedVault
    {
        private readonly SessionVault _inner = new();

        public string Name => "Taken";

        public string LockKey => "Taken";
        public string ProcessKey => LockKey;

        public bool IsJournaled => false;

        public Task<IConnectionLock> LockAsync(string name, CancellationToken cancellationToken) =>
            _inner.LockAsync(name, cancellationToken);

        public async Task<IConnectionLock?> LockUnlessAsync(
            string name,
            Func<CancellationToken, Task<bool>> isDone,
            CancellationToken cancellationToken
        ) => await LockAsync(name, cancellationToken);

        public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task PrepareRefreshAsync(string name, ConnectionRecord saved, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<ConnectionRecord?> ReadAsync(string name, CancellationToken cancellationToken) =>
            _inner.ReadAsync(name, cancellationToken);

        public Task WriteAsync(string name, ConnectionRecord record) => throw new InvalidOperationException();

        public Task<ConnectionRecord> ReplaceAsync(string name, ConnectionRecord record, string? replaces) =>
            Task.FromResult(first);

        public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
            _inner.ListAsync(cancellationToken);
    }
}
