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

    [Fact]
    public async Task A_record_is_there_for_others_before_the_vault_is_asked_and_gone_once_the_vault_has_it()
    {
        await SaveLoginAsync("prod");
        PendingRecord? found = null;
        Vault.OnCall = call => found = call == "write" ? StoreOfAnotherProcess().FindPending("prod") : found;

        await RefreshSavedAsync("prod");

        Assert.Equal((await SavedAsync("prod")).Stamp, found!.Record.Stamp);
        Assert.Null(Store.FindPending("prod"));
        Assert.Null(StoreOfAnotherProcess().FindPending("prod"));
    }

    [Fact]
    public async Task A_new_login_that_was_never_saved_is_found_and_saved_by_another_process()
    {
        Vault.RefusedWrites = int.MaxValue;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() =>
            Store.SaveAsync("prod", SampleRecord.Of(), before: null)
        );
        Vault.RefusedWrites = 0;
        ConnectionStore another = StoreOfAnotherProcess();
        PendingRecord found = another.FindPending("prod")!;

        Token? token = await RefreshSavedAsync("prod", new RefreshOptions { IsFresh = _ => true }, another);

        Assert.Equal((null, "access"), (found.Replaces, token!.GetAccessToken()));
        Assert.Equal(1, (await SavedAsync("prod")).Generation);
    }

    [Fact]
    public async Task What_could_not_be_read_again_is_in_no_file()
    {
        ConnectionRecord record = SampleRecord.Of().With(client => client with { ClientSecret = "" });

        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => Store.SaveAsync("prod", record, before: null));

        Assert.NotNull(Store.FindPending("prod"));
        Assert.Null(StoreOfAnotherProcess().FindPending("prod"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_signed_out_or_removed_is_there_for_nobody_any_more(bool signsOut)
    {
        await SaveLoginAsync("prod");
        await FailToSaveAsync(hangs: false);

        if (signsOut)
            await Store.SignOutAsync("prod", force: false, CancellationToken.None);
        else
            await Store.RemoveAsync("prod", CancellationToken.None);

        Assert.Null(Store.FindPending("prod"));
        Assert.Null(StoreOfAnotherProcess().FindPending("prod"));
    }

    [Fact]
    public void What_is_kept_in_memory_alone_says_nothing_of_the_files()
    {
        var first = new Journal(() => Files);
        var second = new Journal(() => Files);
        first.Keep("key", SampleRecord.Of(), "stamp", isJournaled: true);

        second.Forget("key", isJournaled: false);

        Assert.Null(second.Find("key", "prod", isJournaled: false));
        Assert.Equal("stamp", second.Find("key", "prod", isJournaled: true)!.Replaces);
        Assert.Null(second.Find("other", "prod", isJournaled: true));
    }

    [Fact]
    public void An_account_without_a_home_keeps_it_in_memory()
    {
        var journal = new Journal(() => throw new StorageException(Problem.HomeUnavailable, "There is no home."));

        journal.Keep("key", SampleRecord.Of(), replaces: null, isJournaled: true);

        Assert.NotNull(journal.Find("key", "prod", isJournaled: true));
        Assert.Empty(journal.FindCutOff("key", "prod", isJournaled: true));
        journal.Forget("key", isJournaled: true);
        Assert.Null(journal.Find("key", "prod", isJournaled: true));
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
