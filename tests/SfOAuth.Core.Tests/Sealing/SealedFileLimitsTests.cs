using System;
using System.IO;
using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Files;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

/// <summary>How long a file may be, how much of it is read, and what is left where none was to be.</summary>
public class SealedFileLimitsTests : FolderTest
{
    private const Problem Given = Problem.ConnectionNotSaved;

    [Fact]
    public void The_longest_file_is_written_and_read()
    {
        byte[] content = new byte[SealedFile.Longest];
        content[SealedFile.Longest - 1] = 1;

        SealedFile.Write(In("a"), content, Given);
        Assert.True(SealedFile.Create(In("b"), content, Given));

        Assert.True(content.SequenceEqual(SealedFile.Read(In("a"), Given)!));
        Assert.True(content.SequenceEqual(SealedFile.Read(In("b"), Given)!));
    }

    [Fact]
    public void A_file_that_is_longer_by_one_is_not_written()
    {
        byte[] content = new byte[SealedFile.Longest + 1];

        AssertFails(() => SealedFile.Write(In("a"), content, Given));
        AssertFails(() => SealedFile.Create(In("a"), content, Given));
        AssertFails(() => SealedFile.CreateAlone(In("a"), content, Given));

        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(9, "012345678")]
    [InlineData(10, "0123456789")]
    [InlineData(11, "0123456789")]
    public void No_more_is_read_than_was_asked_for(int length, string expected)
    {
        SealedFile.Write(In("a"), Sample.Bytes("0123456789"), Given);

        Assert.Equal(expected, Sample.Text(SealedFile.ReadStart(In("a"), length, Given)!));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(4, "0123")]
    [InlineData(10, "0123456789")]
    [InlineData(20, "0123456789")]
    public void A_stream_that_comes_byte_by_byte_is_read_to_the_end_and_no_further(int length, string expected)
    {
        using var stream = new Trickle("0123456789");

        byte[] content = SealedFile.ReadFrom(stream, length);

        Assert.Equal(expected, Sample.Text(content));
        Assert.Equal(expected.Length, stream.Position);
    }

    [Fact]
    public void What_is_written_alone_leaves_nothing_beside_it()
    {
        byte[] content = new byte[SealedFile.Longest + 1];

        SealedFile.WriteAlone(In("a"), [1], Given);
        SealedFile.WriteAlone(In("a"), content, Given);
        bool isFirst = SealedFile.CreateAlone(In("b"), [2], Given);
        bool isSecond = SealedFile.CreateAlone(In("b"), [3], Given);

        Assert.Equal((true, false), (isFirst, isSecond));
        Assert.Equal(content.Length, new FileInfo(In("a")).Length);
        Assert.Equal([2], File.ReadAllBytes(In("b")));
        Assert.Equal([In("a"), In("b")], Directory.GetFileSystemEntries(Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_else_is_in_the_folder_is_not_touched_alone()
    {
        Directory.CreateDirectory(In(".new"));
        File.WriteAllText(In(".new", "thesis"), "");
        File.SetLastWriteTimeUtc(In(".new", "thesis"), DateTime.UtcNow - TimeSpan.FromDays(30));

        SealedFile.CreateAlone(In("a"), [1], Given);
        SealedFile.WriteAlone(In("b"), [1], Given);
        AssertFails(() => SealedFile.WriteAlone(In("missing", "a"), [1], Given));

        Assert.True(File.Exists(In(".new", "thesis")));
        Assert.False(Directory.Exists(In("missing")));
    }

    [Fact]
    public void What_can_not_be_written_alone_leaves_nothing_either()
    {
        Directory.CreateDirectory(In("a"));
        string longName = In(new string('x', 300));

        AssertFails(() => SealedFile.WriteAlone(In("a"), [1], Given));
        AssertFails(() => SealedFile.WriteAlone(longName, [1], Given));
        AssertFails(() => SealedFile.CreateAlone(longName, [1], Given));

        Assert.Equal([In("a")], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_pipe_is_not_written_over_alone_either()
    {
        if (Sample.OnWindows)
            return;
        Sample.Run("mkfifo", In("a"));

        AssertFails(() => SealedFile.WriteAlone(In("a"), [1], Given));

        Assert.False(UnixStat.OfPath(In("a"))!.IsRegularFile);
    }

    [Fact]
    public void A_file_is_put_in_the_place_of_another()
    {
        File.WriteAllText(In("a"), "new");
        File.WriteAllText(In("b"), "old");

        SealedFile.Move(In("a"), In("b"), Given);

        Assert.Equal("new", File.ReadAllText(In("b")));
        Assert.False(File.Exists(In("a")));
        AssertFails(() => SealedFile.Move(In("a"), In("b"), Given));
        Assert.Equal("new", File.ReadAllText(In("b")));
    }

    [Fact]
    public void A_folder_is_tried_and_nothing_stays_in_it()
    {
        SealedFile.Probe(Folder, 100, Given);

        Assert.Empty(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_folder_that_takes_nothing_is_found_out()
    {
        Directory.CreateDirectory(In("taken"));
        File.WriteAllText(In("taken", ".new"), "");

        AssertFails(() => SealedFile.Probe(In("taken"), 100, Given));
        AssertFails(() => SealedFile.Probe(In("missing"), 100, Given));
    }

    [Fact]
    public void To_remove_what_is_not_there_is_no_error_and_what_stays_is_one()
    {
        Directory.CreateDirectory(In("folder"));

        if (!Sample.OnWindows)
            Assert.False(SealedFile.Delete(In("missing", "a"), Given));
        AssertFails(() => SealedFile.Delete(In("folder"), Given));
        Assert.True(Directory.Exists(In("folder")));
    }

    [Fact]
    public void A_link_is_removed_and_not_what_it_leads_to()
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("target"), "not ours");
        Sample.Run("ln", $"-s {In("target")} {In("link")}");
        Sample.Run("ln", $"-s {In("nowhere")} {In("loose")}");

        Assert.True(SealedFile.Delete(In("link"), Given));
        Assert.True(SealedFile.Delete(In("loose"), Given));

        Assert.Equal([In("target")], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void What_can_not_be_tidied_up_stays_and_is_no_error()
    {
        Directory.CreateDirectory(In(".new"));
        File.WriteAllText(In(".new", "another's"), "");

        TemporaryFile.TryRemove(In(".new"));
        TemporaryFile.TryRemove(In("missing", "a"));

        Assert.Equal([In(".new", "another's")], TemporaryFile.Beside(Folder));
        Assert.Empty(TemporaryFile.Beside(In("missing")));
    }

    private static void AssertFails(Action work)
    {
        var error = Assert.Throws<StorageException>(work);
        Assert.Equal(Given, error.Problem);
        Assert.NotNull(error.InnerException);
    }

    private sealed class Trickle(string content) : MemoryStream(Sample.Bytes(content))
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
