using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Rest;
using Xunit;

namespace SfOAuth.Tests.Rest;

/// <summary>
/// What is asked for in a file is there whole, with the permissions that the file had, and through no link.
/// </summary>
public sealed class OutFileTests : IDisposable
{
    private readonly string _folder = Directory
        .CreateDirectory(Path.Combine(Path.GetTempPath(), $"SfOAuth.{Guid.NewGuid():N}"))
        .FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

#if NET8_0_OR_GREATER
    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    public async Task It_keeps_the_permissions_of_an_earlier_one(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return;
        string path = Path.Combine(_folder, "answer.json");
        File.WriteAllText(path, "earlier");
        File.SetUnixFileMode(path, mode);

        await WriteAsync(path, "later");

        Assert.Equal((mode, "later"), (File.GetUnixFileMode(path), File.ReadAllText(path)));
    }

    [Fact]
    public void It_follows_no_link()
    {
        string target = Path.Combine(_folder, "target");
        string link = Path.Combine(_folder, "link");
        File.WriteAllText(target, "precious");
        File.CreateSymbolicLink(link, target);

        StorageException exception = Assert.Throws<StorageException>(() => new OutFile(link));

        Assert.Equal((Problem.FileNotWritten, "precious"), (exception.Problem, File.ReadAllText(target)));
    }
#endif

    [Fact]
    public async Task It_is_not_there_before_it_is_whole()
    {
        string path = Path.Combine(_folder, "answer.json");
        using (var file = new OutFile(path))
            await file.WriteAsync([1, 2], 2, CancellationToken.None);

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_is_not_a_file() =>
        Assert.Equal(
            Problem.FileNotWritten,
            Assert.Throws<StorageException>(() => new OutFile(_folder).Complete()).Problem
        );

    private static async Task WriteAsync(string path, string text)
    {
        using var file = new OutFile(path);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await file.WriteAsync(bytes, bytes.Length, CancellationToken.None);
        file.Complete();
    }
}
