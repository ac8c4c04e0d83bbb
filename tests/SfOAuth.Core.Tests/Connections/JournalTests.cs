using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>
/// What one process could not save, another one saves: the refresh token in the vault is spent, and whoever sent it
/// again would end the login.
/// </summary>
public sealed class JournalTests : ConnectionTest
{
    private readonly string _home = Path.Combine(Path.GetTempPath(), "SfOAuth.Tests", Guid.NewGuid().ToString("N"));

    public JournalTests()
    {
        var home = new PrivateFolder(_home);
        Files = Journal.In(home, new SealingKey(home));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_process_goes_on_with_what_a_vault_refused_or_was_too_slow_for(bool hangs)
    {
        await SaveLoginAsync("prod");
        await FailToSaveAsync(hangs);

        Token? token = await RefreshSavedAsync("prod", store: StoreOfAnotherProcess());

        Assert.NotNull(token);
        Assert.True(Org.Ledger.Families[0].IsAlive);
        Assert.Equal(
            Org.Ledger.Families[0].RefreshToken,
            (await Vault.ReadAsync("prod", CancellationToken.None))!.RefreshToken
        );
    }

    [Fact]
    public async Task A_write_that_ends_after_its_timeout_does_no_harm()
    {
        await SaveLoginAsync("prod");
        await FailToSaveAsync(hangs: true);
        ConnectionRecord late = Store.FindPending("prod")!.Record;

        await Vault.WriteAsync("prod", late);
        await RefreshSavedAsync("prod", store: StoreOfAnotherProcess());

        Assert.True(Org.Ledger.Families[0].IsAlive);
        Assert.Equal(
            Org.Ledger.Families[0].RefreshToken,
            (await Vault.ReadAsync("prod", CancellationToken.None))!.RefreshToken
        );
    }

    [Fact]
    public async Task With_the_clock_set_back_a_later_sign_in_stays_all_the_same()
    {
        await SaveLoginAsync("prod");
        await FailToSaveAsync(hangs: false);
        Clock.Advance(TimeSpan.FromDays(-400));
        await SaveLoginAsync("prod");

        await RefreshSavedAsync("prod", store: StoreOfAnotherProcess());

        Assert.Equal(
            Org.Ledger.Families[1].RefreshToken,
            (await Vault.ReadAsync("prod", CancellationToken.None))!.RefreshToken
        );
    }

    [Fact]
    public async Task A_lock_that_another_keeps_is_waited_for_as_long_as_a_request_may_take()
    {
        await SaveLoginAsync("prod");
        using IConnectionLock held = await Store.TakeLockAsync("prod", CancellationToken.None);

        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            RefreshSavedAsync("prod", store: StoreOfAnotherProcess(timeoutSeconds: 0.2))
        );

        Assert.Equal((Problem.RefreshInProgress, 0L), (exception.Problem, Org.Requests.TotalCount));
    }

    private async Task FailToSaveAsync(bool hangs)
    {
        Vault.TimesOut = hangs;
        Vault.RefusedWrites = hangs ? 0 : int.MaxValue;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));
        Vault.TimesOut = false;
        Vault.RefusedWrites = 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
        base.Dispose(disposing);
    }
}
