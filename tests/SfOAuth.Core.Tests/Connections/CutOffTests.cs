using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Locking;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>
/// A process that is killed after it wrote a new record and before it put it in its place: the token is on the disk,
/// and the next one finds it.
/// </summary>
public sealed class CutOffTests : ConnectionTest
{
    private const string Name = "prod";

    private readonly string _home = Path.Combine(Path.GetTempPath(), "SfOAuth.Tests", Guid.NewGuid().ToString("N"));
    private readonly SealingKey _key;

    public CutOffTests()
    {
        var home = new PrivateFolder(_home);
        _key = new SealingKey(home);
        Files = Journal.In(home, _key);
    }

    private string Saved => Path.Combine(_home, "connections", Name + ".jwe");

    private string Beside => Path.Combine(_home, "connections", ".new", "cut-off");

    [Fact]
    public async Task What_it_had_written_is_saved_and_nothing_is_sent()
    {
        ConnectionRecord renewed = await CutOffAsync();

        ConnectionRecord? found = await RefreshAsync();

        Assert.Equal((renewed.Stamp, 1), (found!.Stamp, RefreshRequests));
        await RefreshAsync();
        Assert.True(Assert.Single(Org.Ledger.Families).IsAlive);
    }

    [Fact]
    public async Task What_could_not_be_put_in_its_place_is_saved_by_the_next_process()
    {
        await SaveOwnAsync();
        byte[] before = File.ReadAllBytes(Saved);
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Hold,
                Phase = FaultPhase.After,
                Path = TokenPath,
            }
        );
        Task<ConnectionRecord?> refresh = RefreshAsync();
        await Org.Requests.WaitAsync(TokenPath, null, 1, TimeSpan.FromSeconds(30), processed: true);
        File.Delete(Saved);
        Directory.CreateDirectory(Saved);
        Org.Faults.Release();
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => refresh);
        Directory.Delete(Saved);
        File.WriteAllBytes(Saved, before);

        ConnectionRecord? found = await RefreshAsync();

        Assert.Equal((2, 1), (found!.Generation, RefreshRequests));
        Assert.Equal(Assert.Single(Org.Ledger.Families).RefreshToken, (await ReadAsync()).RefreshToken);
        Assert.Single(Directory.GetFiles(Path.Combine(_home, "connections", ".new")));
    }

    [Fact]
    public async Task Settings_that_change_are_sent_with_the_token_that_it_had_written()
    {
        await CutOffAsync();

        ConnectionRecord? renewed = await RefreshAsync(new RefreshOptions { Client = client => client });

        Assert.Equal((3, 2), (renewed!.Generation, RefreshRequests));
        Assert.True(Assert.Single(Org.Ledger.Families).IsAlive);
    }

    [Fact]
    public async Task What_has_lost_its_end_or_was_of_another_name_is_passed_over()
    {
        await CutOffAsync();
        string whole = File.ReadAllText(Beside);
        File.WriteAllText(Beside, whole.Substring(0, whole.Length - 1));
        File.WriteAllText(Beside + "-2", "");
        await Own().Vault.WriteAsync("other", await ReadAsync());
        File.Copy(Path.Combine(_home, "connections", "other.jwe"), Beside + "-3");

        var exception = await Assert.ThrowsAsync<StorageException>(() => RefreshAsync());

        Assert.Equal(Problem.RefreshInterrupted, exception.Problem);
    }

    [Fact]
    public async Task What_was_to_succeed_an_earlier_login_is_passed_over()
    {
        await CutOffAsync();
        Clock.Advance(TimeSpan.FromDays(-1));
        await SaveLoginAsync(Name);
        ConnectionRecord later = (await Vault.ReadAsync(Name, CancellationToken.None))!;
        await Own().Vault.WriteAsync(Name, later);

        ConnectionRecord? renewed = await RefreshAsync();

        Assert.Equal((later.Generation + 1, 2), (renewed!.Generation, RefreshRequests));
        Assert.Equal(Org.Ledger.Families[1].RefreshToken, renewed.RefreshToken);
    }

    [Fact]
    public async Task It_is_what_is_read_and_what_a_new_sign_in_takes_the_place_of()
    {
        ConnectionRecord renewed = await CutOffAsync();

        ConnectionRecord read = await Own().ReadAsync(Name, CancellationToken.None);
        (ConnectionRecord _, ConnectionRecord? replaced) = await Own()
            .SignInAsync(
                Name,
                Client(),
                AuthorizationGrant.Code,
                () => Task.FromResult(SampleRecord.Answer()),
                CancellationToken.None
            );

        Assert.Equal((renewed.Stamp, renewed.RefreshToken), (read.Stamp, read.RefreshToken));
        Assert.Equal(renewed.RefreshToken, replaced!.RefreshToken);
    }

    [Fact]
    public async Task It_is_what_is_moved()
    {
        ConnectionRecord renewed = await CutOffAsync();
        await Vault.RemoveAsync(Name, CancellationToken.None);

        await new ConnectionMove(Own(), Store).RunAsync(Name, CancellationToken.None);

        ConnectionRecord moved = (await Vault.ReadAsync(Name, CancellationToken.None))!;
        Assert.Equal((renewed.Stamp, renewed.RefreshToken), (moved.Stamp, moved.RefreshToken));
    }

    [Fact]
    public async Task It_is_what_a_sign_out_ends()
    {
        await CutOffAsync();

        Assert.Null(await Own().SignOutAsync(Name, force: false, CancellationToken.None));

        Assert.False(Assert.Single(Org.Ledger.Families).IsAlive);
    }

    [Fact]
    public async Task What_is_removed_leaves_nothing_of_it_behind()
    {
        await CutOffAsync();

        await Own().RemoveAsync(Name, CancellationToken.None);

        Assert.Empty(Directory.GetFiles(Path.Combine(_home, "connections"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_journal_of_other_vaults_is_looked_through_too()
    {
        await SaveLoginAsync(Name);
        Vault.TimesOut = true;
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync(Name));
        Vault.TimesOut = false;
        string journal = Assert.Single(Directory.GetFiles(Path.Combine(_home, "pending")));
        File.Move(journal, Path.Combine(_home, "pending", ".new", "cut-off"));

        Assert.NotNull(await RefreshSavedAsync(Name, store: StoreOfAnotherProcess()));

        Assert.Equal(1, RefreshRequests);
        Assert.Equal(
            Org.Ledger.Families[0].RefreshToken,
            (await Vault.ReadAsync(Name, CancellationToken.None))!.RefreshToken
        );
    }

    private int RefreshRequests => Org.Requests.ToToken("refresh_token").Count;

    /// <summary>A refresh whose record is written and not in its place, and whose note is still there.</summary>
    private async Task<ConnectionRecord> CutOffAsync()
    {
        await SaveOwnAsync();
        byte[] before = File.ReadAllBytes(Saved);
        ConnectionRecord renewed = (await RefreshAsync())!;
        File.Move(Saved, Beside);
        File.WriteAllBytes(Saved, before);
        using IConnectionLock held = await Own().TakeLockAsync(Name, CancellationToken.None);
        held.WriteNote("1");
        return renewed;
    }

    private async Task SaveOwnAsync()
    {
        await SaveLoginAsync(Name);
        await Own().Vault.WriteAsync(Name, (await Vault.ReadAsync(Name, CancellationToken.None))!);
    }

    private Task<ConnectionRecord?> RefreshAsync(RefreshOptions? options = null) =>
        new ConnectionRefresh(Own()).RunAsync(Name, options ?? new RefreshOptions(), CancellationToken.None);

    private async Task<ConnectionRecord> ReadAsync() => (await Own().Vault.ReadAsync(Name, CancellationToken.None))!;

    /// <summary>The built-in vault, as a process that starts now has it.</summary>
    private ConnectionStore Own() =>
        new()
        {
            Vault = new BuiltInVault(new PrivateFolder(_home), _key, new LockFolder(Path.Combine(_home, "locks"))),
            Transport = Transport(),
            Journal = new Journal(() => Files),
            Refreshes = new SharedRefreshes(),
            Clock = Clock,
        };

    protected override void Dispose(bool disposing)
    {
        if (disposing && Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
        base.Dispose(disposing);
    }
}
