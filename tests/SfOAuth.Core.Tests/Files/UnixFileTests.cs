using System;
using System.ComponentModel;
using System.IO;
using SfOAuth.Files;
using SfOAuth.Tests.Sealing;
using Xunit;

namespace SfOAuth.Tests.Files;

/// <summary>What the system refuses is an error of its own, and only "nothing is there" is none.</summary>
public class UnixFileTests : FolderTest
{
    [Fact]
    public void What_is_there_is_removed_and_what_can_not_be_is_an_error()
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("a"), "");
        Directory.CreateDirectory(In("folder"));

        Assert.True(UnixFile.Remove(In("a")));
        Assert.False(UnixFile.Remove(In("a")));
        Assert.Throws<Win32Exception>(() => UnixFile.Remove(In("folder")));
        Assert.True(Directory.Exists(In("folder")));
    }

    [Fact]
    public void A_folder_is_writable_where_a_file_can_be_made_in_it()
    {
        if (Sample.OnWindows)
            return;
        Directory.CreateDirectory(In("folder"));
        UnixFile.RequireWritable(In("folder"));
        Sample.Run("chmod", $"500 {In("folder")}");

        // Root may everything.
        bool isRefused = Record.Exception(() => File.WriteAllText(In("folder", "a"), "")) is not null;

        Assert.Equal(isRefused, Record.Exception(() => UnixFile.RequireWritable(In("folder"))) is Win32Exception);
        Assert.Throws<Win32Exception>(() => UnixFile.RequireWritable(In("missing")));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\0a")]
    [InlineData("a\0b")]
    [InlineData("a\0")]
    public void A_path_does_not_end_before_its_end(string path)
    {
        Assert.Throws<ArgumentException>(() => UnixFile.Terminated(path));
        Assert.Throws<ArgumentException>(() => UnixFile.Open(path));
        Assert.Throws<ArgumentException>(() => UnixFile.Remove(path));
    }

    [Fact]
    public void A_path_is_bytes_with_a_zero_behind_them() =>
        Assert.Equal([0x61, 0xC3, 0xBC, 0], UnixFile.Terminated("aü"));

    [Fact]
    public void A_name_is_taken_once_and_the_other_file_keeps_its_own()
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("a"), "first");
        File.WriteAllText(In("b"), "second");

        Assert.True(UnixFile.Publish(In("a"), In("name")));
        Assert.False(UnixFile.Publish(In("b"), In("name")));

        Assert.Equal("first", File.ReadAllText(In("name")));
        Assert.Equal("second", File.ReadAllText(In("b")));
        Assert.False(File.Exists(In("a")));
    }

    [Fact]
    public void What_can_have_no_second_name_is_renamed_and_takes_nobodys()
    {
        if (Sample.OnWindows)
            return;
        // As each file is on a file system without hard links.
        Directory.CreateDirectory(In("a"));
        Directory.CreateDirectory(In("b"));

        Assert.True(UnixFile.Publish(In("a"), In("name")));
        Assert.False(UnixFile.Publish(In("b"), In("name")));

        Assert.True(Directory.Exists(In("name")));
        Assert.False(Directory.Exists(In("a")));
        Assert.True(Directory.Exists(In("b")));
    }

    [Fact]
    public void What_is_not_there_gets_neither_a_name_nor_permissions()
    {
        if (Sample.OnWindows)
            return;
        FileFacts facts = UnixStat.OfPath(Folder)!;

        Assert.Throws<Win32Exception>(() => UnixFile.Publish(In("nothing"), In("name")));
        Assert.Throws<Win32Exception>(() => UnixFile.Replace(In("nothing"), In("name")));
        Assert.Throws<Win32Exception>(() => UnixFile.ChangeMode(In("nothing"), facts));
        Assert.False(File.Exists(In("name")));
    }

    [Theory]
    [InlineData("640")]
    [InlineData("755")]
    [InlineData("4710")]
    public void Permissions_are_taken_over_as_they_are(string mode)
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("a"), "");
        File.WriteAllText(In("b"), "");
        Sample.Run("chmod", $"{mode} {In("a")}");

        UnixFile.ChangeMode(In("b"), UnixStat.OfPath(In("a"))!);

        Assert.Equal(mode, UnixStat.OfPath(In("b"))!.Permissions);
        Assert.True(UnixStat.OfPath(In("b"))!.IsRegularFile);
    }

    [Fact]
    public void A_folder_is_made_once_and_stays_as_it_is()
    {
        if (Sample.OnWindows)
            return;
        UnixFile.MakeFolder(In("a"));
        Sample.Run("chmod", $"750 {In("a")}");

        UnixFile.MakeFolder(In("a"));

        Assert.Equal("750", UnixStat.OfPath(In("a"))!.Permissions);
        Assert.Throws<Win32Exception>(() => UnixFile.MakeFolder(In("missing", "b")));
    }

    [Fact]
    public void A_temporary_file_that_is_not_written_goes_away()
    {
        if (Sample.OnWindows)
            return;

        Assert.ThrowsAny<Exception>(() => UnixFile.WriteTemporary(Folder, null!, flush: false));

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_file_is_opened_through_a_link_only_where_that_is_wanted()
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("a"), "abc");
        Sample.Run("ln", $"-s {In("a")} {In("link")}");

        using UnixHandle handle = UnixFile.Open(In("link"), followLinks: true)!;

        Assert.Equal("abc", Sample.Text(handle.Read(3)));
        Assert.Throws<InvalidDataException>(() => UnixFile.Open(In("link")));
        Assert.Throws<Win32Exception>(() => UnixFile.Open(In("a", "inner")));
        Assert.Null(UnixFile.Open(In("nothing")));
    }

#if NET
    [Theory]
    [InlineData(4, new[] { -1, -1, 7 }, 7)]
    [InlineData(4, new[] { -1, 0, 7 }, 0)]
    [InlineData(5, new[] { -1, 7 }, -1)]
    public void A_call_that_a_signal_ended_is_made_again(int error, int[] results, int expected)
    {
        int calls = 0;

        int result = UnixFile.Retry(() =>
        {
            System.Runtime.InteropServices.Marshal.SetLastPInvokeError(error);
            return results[calls++];
        });

        Assert.Equal(expected, result);
    }
#endif
}
