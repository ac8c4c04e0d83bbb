using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Locking;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>Logins that nobody named: they are in this process and in no list.</summary>
public class SessionVaultTests
{
    private readonly SessionVault _vault = new();

    [Fact]
    public async Task What_was_kept_is_found_until_it_is_removed()
    {
        ConnectionRecord record = SampleRecord.Of();
        string name = _vault.NewName();
        await _vault.PrepareAsync(CancellationToken.None);

        await _vault.WriteAsync(name, record);

        Assert.Same(record, await ReadAsync(name));
        Assert.Empty(await _vault.ListAsync(CancellationToken.None));
        await _vault.RemoveAsync(name, CancellationToken.None);
        Assert.Null(await ReadAsync(name));
    }

    [Fact]
    public async Task Each_login_has_a_name_of_its_own_that_any_vault_would_take()
    {
        string first = _vault.NewName();
        string second = _vault.NewName();

        await _vault.WriteAsync(first, SampleRecord.Of());

        Assert.NotEqual(first, second);
        Assert.Null(await ReadAsync(second));
        Assert.True(ConnectionName.IsValid(first));
    }

    [Fact]
    public async Task Each_login_has_a_lock_of_its_own_with_its_note()
    {
        IConnectionLock held = await _vault.LockAsync("one", CancellationToken.None);
        held.WriteNote("1");

        Task<IConnectionLock> waiting = _vault.LockAsync("one", CancellationToken.None);
        using IConnectionLock other = await _vault.LockAsync("other", CancellationToken.None);

        Assert.False(waiting.IsCompleted);
        held.Dispose();
        using IConnectionLock next = await waiting;
        Assert.Equal(("1", ""), (next.ReadNote(), other.ReadNote()));
    }

    [Fact]
    public async Task Nothing_of_it_is_ever_on_the_disk()
    {
        bool asked = false;
        ConnectionStore store = Store(
            new Journal(() =>
            {
                asked = true;
                return null;
            })
        );

        await store.SaveAsync("session-1", SampleRecord.Of(), before: null);
        await store.RemoveAsync("session-1", CancellationToken.None);

        Assert.False(asked);
    }

    [Fact]
    public void Its_token_tells_the_login_apart_and_has_neither_name_nor_vault()
    {
        Token token = Store(new Journal(() => null)).ToToken("session-1", SampleRecord.Of());

        Assert.Equal(("session-1", null, null), (token.SessionId, token.Name, token.Vault));
    }

    [Fact]
    public async Task One_that_is_gone_is_said_without_its_made_up_name()
    {
        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            Store(new Journal(() => null)).RequireAsync("session-1", CancellationToken.None)
        );

        Assert.Equal(Problem.ConnectionNotFound, exception.Problem);
        Assert.Contains("This session", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("session-1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_users_and_locks_call_it_is_not_what_another_vault_is_called() =>
        Assert.Equal(("this session", "session"), (_vault.Name, _vault.LockKey));

    private ConnectionStore Store(Journal journal) =>
        new()
        {
            Vault = _vault,
            Transport = new Transport(() => throw new InvalidOperationException(), TimeSpan.FromSeconds(1)),
            Journal = journal,
            Refreshes = new SharedRefreshes(),
            Clock = new ManualClock(),
        };

    private Task<ConnectionRecord?> ReadAsync(string name) => _vault.ReadAsync(name, CancellationToken.None);
}
