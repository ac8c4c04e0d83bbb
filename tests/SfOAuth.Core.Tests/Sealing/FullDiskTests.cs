using System;
using System.IO;
using System.Runtime.InteropServices;
using SfOAuth.Errors;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

/// <summary>
/// A disk with any number of free pages, from none to what a save needs. Only root on Linux can make such a disk for
/// itself. Run by <c>build.ps1 -Task Stress</c>.
/// </summary>
public class FullDiskTests : FolderTest
{
    private const int Page = 4096;

    [Fact]
    [Trait("Category", "Stress")]
    public void On_a_full_disk_a_document_is_the_old_one_or_the_new_one()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux) || UnixFile.CurrentUser != 0)
            return;
        Sample.Run("mount", $"-t tmpfs -o size=256k,mode=700 none {Folder}");
        try
        {
            int saved = 0;
            for (int free = 0; free < 8; free++)
                saved += Save(free) ? 1 : 0;
            Assert.InRange(saved, 1, 7);
        }
        finally
        {
            Sample.Run("umount", Folder);
        }
    }

    private bool Save(int freePages)
    {
        var home = new PrivateFolder(Folder);
        var folder = new SealedFolder(home, "connections", Sample.Kind, new SealingKey(home));
        folder.Write("a", [], new byte[3 * Page], Problem.ConnectionNotSaved);
        folder.Write("neighbour", [], [1], Problem.ConnectionNotSaved);
        FillUp(freePages);

        StorageException? error = null;
        try
        {
            folder.Write("a", [], new byte[(3 * Page) + 1], Problem.ConnectionNotSaved);
        }
        catch (StorageException exception)
        {
            error = exception;
        }

        File.Delete(In("filler"));
        Assert.Equal(error is null ? (3 * Page) + 1 : 3 * Page, folder.Read("a")!.Content.Length);
        Assert.Equal([1], folder.Read("neighbour")!.Content);
        Assert.Empty(Directory.GetFiles(In("connections", ".new")));
        Assert.True(error is null || error.Problem == Problem.ConnectionNotSaved);
        return error is null;
    }

    private void FillUp(int freePages)
    {
        long length;
        using (FileStream filler = File.Create(In("filler")))
        {
            try
            {
                for (; ; )
                {
                    filler.Write(new byte[Page], 0, Page);
                    filler.Flush(flushToDisk: true);
                }
            }
            catch (IOException)
            {
                length = filler.Length;
            }
        }

        using FileStream cut = File.OpenWrite(In("filler"));
        cut.SetLength(Math.Max(0, length - (freePages * Page)));
    }
}
