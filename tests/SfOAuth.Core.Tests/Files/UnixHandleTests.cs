using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Files;
using SfOAuth.Sealing;
using SfOAuth.Tests.Sealing;
using Xunit;

namespace SfOAuth.Tests.Files;

/// <summary>Open files are read to their end, written to theirs, and closed.</summary>
public class UnixHandleTests : FolderTest
{
    private const string Descriptors = "/proc/self/fd";
    private const int InvalidArgument = 22;
    private const int ReadAndWrite = 2;

    [Fact]
    public void What_was_opened_is_closed()
    {
        if (!Directory.Exists(Descriptors))
            return;
        const int Times = 400;
        int before = Directory.GetFileSystemEntries(Descriptors).Length;

        for (int i = 0; i < Times; i++)
        {
            SealedFile.Write(In("a"), [1], Problem.ConnectionNotSaved);
            Assert.Equal([1], SealedFile.Read(In("a"), Problem.ConnectionNotSaved)!);
        }

        // Other tests have files open too, and not so many.
        Assert.InRange(Directory.GetFileSystemEntries(Descriptors).Length, 0, before + (Times / 2));
    }

    [Fact]
    public void A_handle_that_is_closed_is_of_no_file_any_more()
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("a"), "abc");
        UnixHandle handle = UnixFile.Open(In("a"))!;

        handle.Dispose();

        Assert.Throws<Win32Exception>(handle.Facts);
        handle.Dispose();
        Assert.Throws<Win32Exception>(() => handle.Read(1));
        Assert.Throws<Win32Exception>(() => handle.Write([1]));
        Assert.Throws<Win32Exception>(handle.Flush);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "ab")]
    [InlineData(3, "abc")]
    [InlineData(4, "abc")]
    [InlineData(9000, "abc")]
    public void As_much_is_read_as_is_asked_for_and_there(int length, string expected)
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("a"), "abc");
        using UnixHandle handle = UnixFile.Open(In("a"))!;

        byte[] content = handle.Read(length);

        Assert.Equal(expected, Sample.Text(content));
    }

    [Fact]
    public async Task What_comes_in_pieces_is_read_and_written_whole()
    {
        if (Sample.OnWindows)
            return;
        // More than a pipe holds: it has to be filled again before all is out.
        byte[] content = Pattern(300_000);
        using UnixHandle reader = OpenPipe();
        using UnixHandle writer = OpenPipe();

        var writing = Task.Run(() => writer.Write(content));
        byte[] read = reader.Read(content.Length);
        await writing;

        Assert.Equal(content, read);
    }

    [Fact]
    public void What_can_not_be_read_or_written_is_an_error()
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("a"), "abc");
        using UnixHandle folder = UnixFile.Open(Folder)!;
        using UnixHandle file = UnixFile.Open(In("a"))!;

        Assert.Throws<Win32Exception>(() => folder.Read(10));
        Assert.Throws<Win32Exception>(() => file.Write([1]));
        Assert.Equal("abc", File.ReadAllText(In("a")));
    }

    [Fact]
    public void A_pipe_can_not_be_flushed_and_a_folder_need_not()
    {
        if (!Directory.Exists(Descriptors))
            return;
        using UnixHandle pipe = OpenPipe();

        Assert.Equal(InvalidArgument, Assert.Throws<Win32Exception>(pipe.Flush).NativeErrorCode);
        // It is of a file system that does not flush folders.
        UnixFile.FlushFolder("/proc");
        UnixFile.FlushFolder(Folder);
        Assert.Throws<Win32Exception>(() => UnixFile.FlushFolder(In("missing")));
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 / 7))];

    // For both ways at once, so that opening does not wait for the other end.
    private UnixHandle OpenPipe()
    {
        if (!File.Exists(In("pipe")))
            Sample.Run("mkfifo", $"-m 600 {In("pipe")}");
        int descriptor = UnixCalls.Open(UnixFile.Terminated(In("pipe")), ReadAndWrite);
        Assert.InRange(descriptor, 0, int.MaxValue);
        return new UnixHandle(descriptor);
    }
}
