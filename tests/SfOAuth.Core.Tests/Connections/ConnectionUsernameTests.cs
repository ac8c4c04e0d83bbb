using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Locking;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>The user's name is added to a login that is saved, and to no other.</summary>
public class ConnectionUsernameTests : ConnectionTest
{
    private const string User = "ann@acme.example";

    [Fact]
    public async Task The_name_is_one_more_write_of_the_same_login()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord saved = await SavedAsync("prod");

        ConnectionRecord named = await AddAsync(saved);

        ConnectionRecord now = await SavedAsync("prod");
        Assert.Equal((User, saved.Generation + 1), (now.Grant.Username, now.Generation));
        Assert.Equal((saved.RefreshToken, saved.ObtainedAt), (now.RefreshToken, now.ObtainedAt));
        Assert.Equal(now.Stamp, named.Stamp);
        Assert.Equal(User, now.ToMetadata()["Username"]);
    }

    [Fact]
    public async Task It_leaves_no_note_and_nothing_on_its_way()
    {
        await SaveLoginAsync("prod");
        await LeaveNoteAsync("prod", "sign-in");

        await AddAsync(await SavedAsync("prod"));

        Assert.Equal("", await NoteAsync("prod"));
        Assert.Null(Store.FindPending("prod"));
    }

    [Fact]
    public async Task What_was_refreshed_meanwhile_stays_as_it_is()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord saved = await SavedAsync("prod");
        await RefreshSavedAsync("prod");

        ConnectionRecord answer = await AddAsync(saved);

        ConnectionRecord now = await SavedAsync("prod");
        Assert.Same(saved, answer);
        Assert.Equal((2, null), (now.Generation, now.Grant.Username));
    }

    [Fact]
    public async Task What_was_removed_meanwhile_is_not_brought_back()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord saved = await SavedAsync("prod");
        await Store.RemoveAsync("prod", CancellationToken.None);

        Assert.Same(saved, await AddAsync(saved));

        Assert.Null(await Vault.ReadAsync("prod", CancellationToken.None));
    }

    [Fact]
    public async Task It_waits_for_whoever_has_the_lock()
    {
        await SaveLoginAsync("prod");
        ConnectionRecord saved = await SavedAsync("prod");
        IConnectionLock held = await StoreOfAnotherProcess().TakeLockAsync("prod", CancellationToken.None);
        Task<ConnectionRecord> adding = AddAsync(saved);

        await Vault.WriteAsync("prod", saved with { Generation = 9 });
        held.Dispose();
        await adding;

        Assert.Equal(9, (await SavedAsync("prod")).Generation);
    }

    private Task<ConnectionRecord> AddAsync(ConnectionRecord saved) =>
        Store.AddUsernameAsync("prod", saved, User, CancellationToken.None);
}
