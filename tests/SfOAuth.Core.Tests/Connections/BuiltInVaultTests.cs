using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Locking;
using SfOAuth.Sealing;
using SfOAuth.Tests.Sealing;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>The vault that needs nothing but a folder of the user.</summary>
public class BuiltInVaultTests : FolderTest
{
    private readonly BuiltInVault _vault;
    private readonly PrivateFolder _home;

    public BuiltInVaultTests()
    {
        _home = new PrivateFolder(In("home"));
        _vault = Open();
    }

    [Fact]
    public async Task What_was_saved_is_read_by_the_next_process_whatever_the_case_of_the_name()
    {
        ConnectionRecord record = SampleRecord.Of();

        await _vault.WriteAsync("Prod", record);

        Assert.True((await ReadAsync(Open(), "pROD"))!.IsSameLoginAs(record));
        Assert.True(_vault.Contains("PROD"));
        Assert.Null(await ReadAsync(_vault, "other"));
    }

    [Fact]
    public async Task A_later_save_takes_the_place_of_an_earlier_one()
    {
        ConnectionRecord record = SampleRecord.Of();
        await _vault.WriteAsync("prod", record);

        await _vault.WriteAsync("prod", record.Renew(SampleRecord.Answer(("access_token", "next")), SampleRecord.Time));

        ConnectionRecord read = (await ReadAsync(_vault, "prod"))!;
        Assert.Equal((2, "next"), (read.Generation, read.Response.AccessToken));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task What_is_removed_is_gone()
    {
        await _vault.WriteAsync("prod", SampleRecord.Of());
        await _vault.WriteAsync("other", SampleRecord.Of());

        await _vault.RemoveAsync("prod", CancellationToken.None);

        Assert.Null(await ReadAsync(_vault, "prod"));
        Assert.False(_vault.Contains("prod"));
        Assert.Equal("other", Assert.Single(await ListAsync()).Name);
    }

    [Fact]
    public async Task The_list_tells_the_facts_without_the_key()
    {
        await _vault.WriteAsync("prod", SampleRecord.Of(("scope", "api")));
        File.Delete(In("home", "key"));

        VaultEntry entry = Assert.Single(await ListAsync());

        Assert.Equal(
            ("prod", "3MVG9", "api", "1", null),
            (entry.Name, entry.Facts["ClientId"], entry.Facts["Scope"], entry.Facts["Generation"], entry.Error)
        );
    }

    [Fact]
    public async Task What_cannot_be_read_is_listed_with_the_reason_and_without_facts()
    {
        await _vault.WriteAsync("prod", SampleRecord.Of());
        File.WriteAllText(In("home", "connections", "prod.jwe"), "damaged");

        VaultEntry entry = Assert.Single(await ListAsync());

        Assert.Equal("prod", entry.Name);
        Assert.NotNull(entry.Error);
        Assert.Empty(entry.Facts);
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public async Task A_fact_that_is_too_long_to_tell_is_left_out_and_the_login_is_saved(int length, bool told)
    {
        string scope = new('s', length);

        await _vault.WriteAsync("prod", SampleRecord.Of(("scope", scope)));

        Assert.Equal(told, Assert.Single(await ListAsync()).Facts.ContainsKey("Scope"));
        Assert.Equal(scope, (await ReadAsync(_vault, "prod"))!.Response.Scope);
    }

    [Fact]
    public async Task A_fact_that_is_no_text_is_left_out_and_the_login_is_saved()
    {
        await _vault.WriteAsync("prod", SampleRecord.Of(("scope", "api \ud800")));

        Assert.False(Assert.Single(await ListAsync()).Facts.ContainsKey("Scope"));
        Assert.NotNull(await ReadAsync(_vault, "prod"));
    }

    [Fact]
    public async Task What_is_prepared_has_a_key_and_holds_nothing()
    {
        await _vault.PrepareAsync(CancellationToken.None);

        Assert.True(File.Exists(In("home", "key")));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_shows_before_anything_is_sent()
    {
        File.WriteAllText(In("home"), "");

        await Assert.ThrowsAsync<StorageException>(() => _vault.PrepareAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_name_has_one_lock_whatever_its_case_and_another_name_another()
    {
        using (IConnectionLock held = await _vault.LockAsync("prod", CancellationToken.None))
            held.WriteNote("1");

        using IConnectionLock same = await Open().LockAsync("PROD", CancellationToken.None);
        using IConnectionLock other = await Open().LockAsync("other", CancellationToken.None);

        Assert.Equal(("1", ""), (same.ReadNote(), other.ReadNote()));
    }

    [Fact]
    public async Task Of_two_who_want_a_lock_one_waits_for_the_other()
    {
        IConnectionLock held = await _vault.LockAsync("prod", CancellationToken.None);

        Task<IConnectionLock> second = Open().LockAsync("PROD", CancellationToken.None);

        Assert.False(second.IsCompleted);
        held.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Its_own_write_is_kept_nowhere_else_and_not_read_back()
    {
        bool asked = false;
        var journal = new Journal(() =>
        {
            asked = true;
            return null;
        });
        ConnectionStore store = new()
        {
            Vault = _vault,
            Transport = new Transport(() => throw new InvalidOperationException(), TimeSpan.FromSeconds(1)),
            Journal = journal,
            Refreshes = new SharedRefreshes(),
            Clock = new ManualClock(),
        };

        ConnectionRecord saved = await store.SaveAsync("prod", SampleRecord.Of(), before: null);

        Assert.Equal((false, "SfOAuth", "SfOAuth"), (asked, _vault.Name, _vault.LockKey));
        Assert.Equal(saved.Stamp, (await ReadAsync(_vault, "prod"))!.Stamp);
        Assert.Null(store.FindPending("prod"));
    }

    [Fact]
    public void Another_home_has_connections_of_its_own_under_the_same_names()
    {
        var journal = new Journal(() => null);
        ConnectionStore here = StoreIn(Path.GetTempPath() + "/a");
        ConnectionStore there = StoreIn(Path.GetTempPath() + "/b");

        here.Journal.Keep(here.KeyOf("prod"), SampleRecord.Of(), replaces: null, isJournaled: false);

        Assert.NotNull(here.FindPending("prod"));
        Assert.Null(there.FindPending("prod"));
        Assert.Equal(here.Vault.LockKey, there.Vault.LockKey);

        ConnectionStore StoreIn(string path)
        {
            var home = new PrivateFolder(path);
            return new()
            {
                Vault = new BuiltInVault(home, new SealingKey(home), new LockFolder(path)),
                Transport = new Transport(() => throw new InvalidOperationException(), TimeSpan.FromSeconds(1)),
                Journal = journal,
                Refreshes = new SharedRefreshes(),
                Clock = new ManualClock(),
            };
        }
    }

    private BuiltInVault Open() => new(_home, new SealingKey(_home), new LockFolder(In("locks")));

    private static Task<ConnectionRecord?> ReadAsync(BuiltInVault vault, string name) =>
        vault.ReadAsync(name, CancellationToken.None);

    private Task<IReadOnlyList<VaultEntry>> ListAsync() => Open().ListAsync(CancellationToken.None);
}
