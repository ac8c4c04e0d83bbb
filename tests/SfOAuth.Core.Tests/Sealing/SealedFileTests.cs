using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Files;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

public class SealedFileTests : FolderTest
{
    private const Problem Given = Problem.ConnectionNotSaved;

    [Fact]
    public void What_was_written_is_read_and_nothing_is_left_beside_it()
    {
        SealedFile.Write(In("a"), Sample.Bytes("first"), Given);
        SealedFile.Write(In("a"), Sample.Bytes("second"), Given);

        Assert.Equal("second", Sample.Text(SealedFile.Read(In("a"), Given)!));
        Assert.Equal([In("a")], Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_is_not_there_is_null()
    {
        Assert.Null(SealedFile.Read(In("a"), Given));
        Assert.Null(SealedFile.ReadStart(In("no", "folder"), 9, Given));
        Assert.False(SealedFile.Delete(In("a"), Given));
    }

    [Fact]
    public void Only_the_beginning_is_read_where_that_is_enough()
    {
        SealedFile.Write(In("a"), Sample.Bytes("0123456789"), Given);

        Assert.Equal("012", Sample.Text(SealedFile.ReadStart(In("a"), 3, Given)!));
        Assert.Equal("0123456789", Sample.Text(SealedFile.ReadStart(In("a"), 30, Given)!));
    }

    [Fact]
    public void A_file_is_removed()
    {
        SealedFile.Write(In("a"), [1], Given);

        Assert.True(SealedFile.Delete(In("a"), Given));
        Assert.False(File.Exists(In("a")));
    }

    [Fact]
    public void Of_many_that_create_a_file_one_is_first()
    {
        ConcurrentBag<int> first = [];

        Parallel.For(
            0,
            32,
            i =>
            {
                if (SealedFile.Create(In("a"), [(byte)i], Given))
                    first.Add(i);
            }
        );

        Assert.Equal(SealedFile.Read(In("a"), Given)!, first.Select(i => (byte)i));
        Assert.Equal([In("a")], Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_reader_sees_one_content_or_the_other_and_never_half()
    {
        byte[][] contents = [Enumerable.Repeat((byte)1, 9000).ToArray(), Enumerable.Repeat((byte)2, 30).ToArray()];
        SealedFile.Write(In("a"), contents[0], Given);

        var writing = Task.Run(() =>
        {
            for (int i = 0; i < 100; i++)
                SealedFile.Write(In("a"), contents[i % 2], Given);
        });
        do Assert.Contains(SealedFile.Read(In("a"), Given)!, contents);
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_when_it_is_old()
    {
        SealedFile.Write(In("a"), [1], Given);
        string old = In(".new", "old");
        string young = In(".new", "young");
        File.WriteAllText(old, "");
        File.WriteAllText(young, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-8));
        File.SetLastWriteTimeUtc(young, DateTime.UtcNow.AddDays(-2));

        SealedFile.Write(In("a"), [2], Given);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing_and_changes_nothing()
    {
        Directory.CreateDirectory(In("folder"));
        File.WriteAllText(In("folder", "inner"), "");
        SealedFile.Write(In("a"), [1], Given);
        string longName = In(new string('x', 300));

        AssertFails(() => SealedFile.WriteAlone(In("folder"), [1], Given));
        AssertFails(() => SealedFile.WriteAlone(longName, [1], Given));
        AssertFails(() => SealedFile.Create(longName, [1], Given));
        AssertFails(() => SealedFile.Write(In("missing", "a"), [1], Given));
        AssertFails(() => SealedFile.Write(In("a"), new byte[SealedFile.Longest + 1], Given));
        string[] files = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories);
        Assert.Equal([In("a"), In("folder", "inner")], files.Order(StringComparer.Ordinal));
        Assert.Equal([1], SealedFile.Read(In("a"), Given)!);
    }

    [Fact]
    public void What_can_not_take_its_place_stays_beside_it_once()
    {
        Directory.CreateDirectory(In("folder"));

        AssertFails(() => SealedFile.Write(In("folder"), [1], Given));
        AssertFails(() => SealedFile.Write(In("folder"), [2], Given));

        string kept = Assert.Single(Directory.GetFiles(In(".new")));
        Assert.Equal([2], File.ReadAllBytes(kept));
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read()
    {
        File.WriteAllBytes(In("a"), new byte[SealedFile.Longest + 1]);

        AssertFails(() => SealedFile.Read(In("a"), Given));
    }

    [Fact]
    public void A_folder_in_the_files_place_is_not_read()
    {
        Directory.CreateDirectory(In("a"));

        AssertFails(() => SealedFile.Read(In("a"), Given));
    }

    [Theory]
    [InlineData("ln", "-s {0}/target {0}/a")]
    [InlineData("ln", "-s {0}/nowhere {0}/a")]
    [InlineData("mkfifo", "{0}/a")]
    public void A_link_or_a_pipe_in_the_files_place_is_neither_read_nor_written(string command, string arguments)
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("target"), "not ours");
        Sample.Run(command, string.Format(null, arguments, Folder));

        AssertFails(() => SealedFile.Read(In("a"), Given));
        AssertFails(() => SealedFile.ReadStart(In("a"), 1, Given));
        AssertFails(() => SealedFile.Write(In("a"), [1], Given));
        Assert.False(SealedFile.Create(In("a"), [1], Given));
        Assert.Equal("not ours", File.ReadAllText(In("target")));
    }

    [Fact]
    public void A_file_is_its_owners_alone()
    {
        if (Sample.OnWindows)
            return;
        SealedFile.Write(In("a"), [1], Given);
        SealedFile.Create(In("b"), [1], Given);

        Assert.Equal("600", UnixStat.OfPath(In("a"))!.Permissions);
        Assert.Equal("600", UnixStat.OfPath(In("b"))!.Permissions);
        Assert.Equal("700", UnixStat.OfPath(In(".new"))!.Permissions);
    }

    private static void AssertFails(Action work)
    {
        var error = Assert.Throws<StorageException>(work);
        Assert.Equal(Given, error.Problem);
        Assert.NotNull(error.InnerException);
    }
}
