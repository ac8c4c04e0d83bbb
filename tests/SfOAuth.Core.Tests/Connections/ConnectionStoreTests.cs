using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>What is read, told and forgotten of the connections of one vault.</summary>
public class ConnectionStoreTests : ConnectionTest
{
    [Fact]
    public async Task What_could_not_be_saved_is_what_is_known_of_it()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord pending = await FailToSaveAsync("prod");

        ConnectionRecord read = await Store.ReadAsync("prod", CancellationToken.None);

        Assert.Equal(pending.Stamp, read.Stamp);
        Assert.Equal(1, (await Store.RequireAsync("prod", CancellationToken.None)).Generation);
    }

    [Fact]
    public async Task What_was_saved_since_counts_more_than_what_could_not_be()
    {
        await SaveLoginAsync("prod");
        await FailToSaveAsync("prod");
        await SaveLoginAsync("prod");

        ConnectionRecord read = await Store.ReadAsync("prod", CancellationToken.None);

        Assert.Equal((await SavedAsync("prod")).RefreshToken, read.RefreshToken);
    }

    [Fact]
    public async Task One_that_is_not_saved_is_named_with_its_vault()
    {
        Func<Task>[] ways =
        [
            () => Store.ReadAsync("prod", CancellationToken.None),
            () => Store.RequireAsync("prod", CancellationToken.None),
            () => Store.RequireEntryAsync("prod", CancellationToken.None),
            () => Store.RequireFreshAsync("prod", _ => true, CancellationToken.None),
            () => Store.SignOutAsync("prod", force: true, CancellationToken.None),
        ];

        foreach (Func<Task> way in ways)
        {
            var exception = await Assert.ThrowsAsync<StorageException>(way);
            Assert.Equal(Problem.ConnectionNotFound, exception.Problem);
            Assert.Contains("'prod' is saved in the vault 'Memory'", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_entry_is_found_whatever_the_case_and_not_opened()
    {
        Vault.Put("other", "");
        Vault.Put("Prod", "not a document");
        Vault.OnRead = _ => throw new InvalidOperationException();

        VaultEntry entry = await Store.RequireEntryAsync("pROD", CancellationToken.None);

        Assert.Equal("Prod", entry.Name);
    }

    [Fact]
    public async Task What_the_vault_tells_is_told_without_opening_the_secret()
    {
        Dictionary<string, string> facts = new()
        {
            ["LoginUrl"] = "https://test.salesforce.com",
            ["Username"] = "ann@acme.example",
        };
        Vault.OnRead = _ => throw new InvalidOperationException();

        Connection connection = await DescribeAsync(new VaultEntry("prod", facts), isDefault: true);

        Assert.Equal(("prod", "Memory", true), (connection.Name, connection.Vault, connection.IsDefault));
        Assert.Equal(("ann@acme.example", "Sandbox"), (connection.Username, connection.OrgType));
    }

    [Fact]
    public async Task Where_the_vault_tells_nothing_the_secret_is_opened()
    {
        await SaveLoginAsync("prod");

        Connection connection = await DescribeAsync(new VaultEntry("prod", VaultEntry.NoFacts));
        Connection gone = await DescribeAsync(new VaultEntry("gone", VaultEntry.NoFacts));

        Assert.Equal((Org.LoginUrl, Client().ClientId), (connection.LoginUrl, connection.ClientId));
        Assert.Equal(("gone", null, false), (gone.Name, gone.LoginUrl, gone.IsDefault));
    }

    [Fact]
    public async Task Why_nothing_can_be_told_is_told()
    {
        var error = new StorageException(Problem.VaultDamaged, "It is damaged.");

        Assert.Same(
            error,
            await Assert.ThrowsAsync<StorageException>(() =>
                DescribeAsync(new VaultEntry("prod", VaultEntry.NoFacts, error))
            )
        );
    }

    [Fact]
    public async Task A_token_names_its_connection_and_its_vault()
    {
        await SaveLoginAsync("prod");

        Token token = Store.ToToken("prod", await SavedAsync("prod"));

        Assert.Equal(("prod", "Memory", null), (token.Name, token.Vault, token.SessionId));
    }

    [Fact]
    public async Task What_is_fresh_is_given_to_those_who_only_read_and_what_is_not_is_told_with_its_time()
    {
        await SaveLoginAsync("prod");

        ConnectionRecord fresh = await Store.RequireFreshAsync("prod", _ => true, CancellationToken.None);
        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            Store.RequireFreshAsync("prod", _ => false, CancellationToken.None)
        );

        Assert.Equal((await SavedAsync("prod")).Stamp, fresh.Stamp);
        Assert.Equal(Problem.SavedTokenTooOld, exception.Problem);
        Assert.Contains("'prod' is of 2026-11-21 08:00:00Z", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Org.Requests.All);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_signed_out_or_removed_leaves_no_note_and_nothing_on_its_way(bool signsOut)
    {
        await SaveLoginAsync("prod");
        await FailToSaveAsync("prod");
        await LeaveNoteAsync("prod", "1");

        if (signsOut)
            await Store.SignOutAsync("prod", force: false, CancellationToken.None);
        else
            await Store.RemoveAsync("prod", CancellationToken.None);

        Assert.Null(Store.FindPending("prod"));
        Assert.Equal("", await NoteAsync("prod"));
        Assert.Null(await SavedAsync("prod"));
    }

    [Fact]
    public async Task Signing_out_what_was_never_saved_removes_nothing_and_forgets_it()
    {
        Vault.RefusedWrites = int.MaxValue;
        ConnectionRecord record = SampleRecord.Of() with { Client = Client() };
        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => Store.SaveAsync("prod", record, before: null));
        List<string> calls = [];
        Vault.OnCall = calls.Add;

        await Store.SignOutAsync("prod", force: true, CancellationToken.None);

        Assert.Equal(["lock"], calls);
        Assert.Null(Store.FindPending("prod"));
    }

    [Fact]
    public async Task A_lock_that_was_waited_for_in_vain_is_told_with_its_login_and_the_time()
    {
        ConnectionStore waiter = StoreOfAnotherProcess(timeoutSeconds: 0.2);
        using IConnectionLock held = await Store.TakeLockAsync("prod", CancellationToken.None);

        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            waiter.TakeLockAsync("prod", CancellationToken.None)
        );

        Assert.Equal(Problem.RefreshInProgress, exception.Problem);
        Assert.Contains("uses the login 'prod'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("within 0.2 seconds. Nothing was sent.", exception.Message, StringComparison.Ordinal);
        Assert.Null(waiter.Transport.Waiting.Reason);
    }

    [Fact]
    public async Task Who_waits_for_a_lock_sees_for_which_login_and_can_be_cancelled()
    {
        using IConnectionLock held = await Store.TakeLockAsync("prod", CancellationToken.None);
        using var stop = new CancellationTokenSource();
        ConnectionStore waiter = StoreOfAnotherProcess();
        Task<IConnectionLock> waiting = waiter.TakeLockAsync("prod", stop.Token);
        string? reason = waiter.Transport.Waiting.Reason;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Contains("the login 'prod'", reason, StringComparison.Ordinal);
        Assert.Null(waiter.Transport.Waiting.Reason);
    }

    private Task<Connection> DescribeAsync(VaultEntry entry, bool isDefault = false) =>
        Store.DescribeAsync(entry, isDefault, CancellationToken.None);
}
