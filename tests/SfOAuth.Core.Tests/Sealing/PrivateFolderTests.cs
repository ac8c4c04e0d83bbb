using System;
using System.IO;
using SfOAuth.Errors;
using SfOAuth.Files;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

public class PrivateFolderTests : FolderTest
{
    private const int IsFolder = 0x4000;

    [Fact]
    public void Each_missing_level_is_made_for_the_owner_alone()
    {
        var folder = new PrivateFolder(In("a", "b", "c"));

        Assert.False(folder.Exists());
        folder.Make();
        folder.Make();

        Assert.True(folder.Exists());
        foreach (string path in Sample.OnWindows ? [] : new[] { In("a"), In("a", "b"), In("a", "b", "c") })
            Assert.Equal("700", UnixStat.OfPath(path)!.Permissions);
    }

    [Fact]
    public void A_folder_that_others_can_only_read_will_do()
    {
        if (Sample.OnWindows)
            return;
        Sample.Run("chmod", $"755 {Folder}");

        Assert.True(new PrivateFolder(Folder).Exists());
    }

    [Theory]
    [InlineData("777")]
    [InlineData("720")]
    [InlineData("702")]
    public void A_folder_that_others_can_write_is_refused_with_what_to_run(string mode)
    {
        if (Sample.OnWindows)
            return;
        Sample.Run("chmod", $"{mode} {Folder}");

        AssertUnsafe($"Run: chmod 700 '{Folder}'", new PrivateFolder(Folder));
        AssertUnsafe($"Run: chmod 700 '{Folder}'", new PrivateFolder(Folder).Inside("connections"));
        Assert.False(Directory.Exists(In("connections")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void A_link_is_refused_wherever_it_leads(string end)
    {
        if (Sample.OnWindows)
            return;
        Directory.CreateDirectory(In("target"));
        Sample.Run("ln", $"-s {In("target")} {In("link")}");

        AssertUnsafe("symbolic link", new PrivateFolder(In("link") + end));
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(In("file"), "");

        AssertUnsafe("not a folder", new PrivateFolder(In("file")));
        var error = Assert.Throws<StorageException>(() => new PrivateFolder(In("file", "inner")).Make());
        Assert.Equal(Problem.HomeUnavailable, error.Problem);
    }

    [Theory]
    [InlineData(1000u, 1000u, 0x1C0, null)]
    [InlineData(0u, 1000u, 0x1ED, null)]
    [InlineData(1001u, 1000u, 0x1C0, @"user 1001, and this is user 1000. Run: sudo chown 1000 '/home/ann'\''s'")]
    [InlineData(1000u, 0u, 0x1C0, "belongs to user 1000, and this is user 0. Run this as that user")]
    [InlineData(0u, 1000u, 0x1FF, "can be written by others (777). Name a folder in it")]
    public void It_is_the_users_or_roots(uint owner, uint user, int mode, string? refusal)
    {
        var folder = new PrivateFolder("/home/ann's");
        void Check() => folder.RequirePrivate(new FileFacts(IsFolder | mode, owner, 0), user);

        if (refusal is null)
            Check();
        else
            Assert.Contains(refusal, Assert.Throws<StorageException>(Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_home_is_what_the_variable_says_or_in_the_local_data()
    {
        string data = Path.GetTempPath();

        Assert.Equal(Path.Combine(data, "SfOAuth"), PrivateFolder.Choose(null, data));
        Assert.Equal(Path.Combine(data, "SfOAuth"), PrivateFolder.Choose("", data));
        Assert.Equal(In("x"), PrivateFolder.Choose(In("y", "..", "x"), ""));
    }

    [Theory]
    [InlineData(null, "", "no home")]
    [InlineData("", "", "no home")]
    [InlineData("relative/folder", "", "'relative/folder'")]
    [InlineData("~/folder", "/data", "'~/folder'")]
    [InlineData(null, "data", "'data'")]
    public void Without_a_full_path_there_is_no_home(string? home, string data, string message)
    {
        var error = Assert.Throws<StorageException>(() => PrivateFolder.Choose(home, data));

        Assert.Equal(Problem.HomeUnavailable, error.Problem);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_where_nothing_can_be_made_is_no_home()
    {
        if (Sample.OnWindows)
            return;

        var error = Assert.Throws<StorageException>(() => new PrivateFolder("/proc/SfOAuth/home").Make());

        Assert.Equal(Problem.HomeUnavailable, error.Problem);
    }

    private static void AssertUnsafe(string message, PrivateFolder folder)
    {
        var error = Assert.Throws<StorageException>(folder.Make);
        Assert.Equal(Problem.HomeUnsafe, error.Problem);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
