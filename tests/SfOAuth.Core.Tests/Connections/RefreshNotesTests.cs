using System;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>
/// The note in the lock: while a refresh is open it says so to whoever comes next, and it says nothing of one that is
/// not.
/// </summary>
public class RefreshNotesTests : ConnectionTest
{
    [Fact]
    public async Task A_refresh_that_was_saved_leaves_none()
    {
        await SaveLoginAsync("prod");

        await RefreshSavedAsync("prod");

        Assert.Equal("", await NoteAsync("prod"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    public async Task A_refusal_leaves_none_whatever_was_open_before(string before)
    {
        await SaveLoginAsync("prod");
        await LeaveNoteAsync("prod", before);
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "inactive user");

        await Assert.ThrowsAsync<ProtocolException>(() => RefreshSavedAsync("prod"));

        Assert.Equal("", await NoteAsync("prod"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("1", "1")]
    [InlineData("7", "")]
    public async Task What_reached_nobody_leaves_what_was_open_before(string before, string after)
    {
        await SaveLoginAsync("prod");
        await LeaveNoteAsync("prod", before);
        Vault.OnCall = call =>
        {
            if (call == "prepare")
                throw new StorageException(Problem.VaultFull, "The vault is full.");
        };

        Assert.Equal(
            Problem.VaultFull,
            (await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("prod"))).Problem
        );

        Assert.Equal(after, await NoteAsync("prod"));
        Assert.Empty(Org.Requests.All);
    }

    [Fact]
    public async Task While_it_is_open_the_generation_that_was_sent_is_noted()
    {
        await SaveLoginAsync("prod");
        Vault.TimesOut = true;

        await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RefreshSavedAsync("prod"));

        Assert.Equal("1", await NoteAsync("prod"));
    }

    [Fact]
    public async Task A_token_that_is_dead_after_one_that_was_cut_off_is_told_as_that()
    {
        await SaveLoginAsync("prod");
        await LeaveNoteAsync("prod", "1");
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "expired access/refresh token");

        var exception = await Assert.ThrowsAsync<StorageException>(() => RefreshSavedAsync("prod"));

        Assert.Equal(Problem.RefreshInterrupted, exception.Problem);
        Assert.Contains("An earlier refresh of 'prod' was cut off", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Problem.RefreshTokenExpired, Assert.IsType<ProtocolException>(exception.InnerException).Problem);
    }

    [Fact]
    public async Task A_note_of_another_generation_says_nothing_of_this_one()
    {
        await SaveLoginAsync("prod");
        await LeaveNoteAsync("prod", "7");
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "expired access/refresh token");

        Assert.Equal(
            Problem.RefreshTokenExpired,
            (await Assert.ThrowsAsync<ProtocolException>(() => RefreshSavedAsync("prod"))).Problem
        );
    }
}
