using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using SfOAuth.Errors;
using SfOAuth.Files;
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
    private const Problem NotSaved = Problem.ConnectionNotSaved;

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
        const int Length = 2 * Page;
        var home = new PrivateFolder(Folder);
        var folder = new SealedFolder(home, "connections", Sample.Kind, new SealingKey(home));
        folder.Write("a", [], new byte[Length], NotSaved);
        folder.Write("neighbour", [], [1], NotSaved);
        FillUp(freePages);

        bool hasRoom = Succeeds(() => folder.Prepare(NotSaved));
        bool isSaved = Succeeds(() => folder.Write("a", [], new byte[Length + 1], NotSaved));

        Directory.Delete(In("filler"), recursive: true);
        Assert.Equal(isSaved ? Length + 1 : Length, folder.Read("a")!.Content.Length);
        Assert.Equal([1], folder.Read("neighbour")!.Content);
        Assert.Empty(Directory.GetFiles(In("connections", ".new")));
        Assert.True(isSaved || !hasRoom, "What was told beforehand was not so.");
        return isSaved;
    }

    private static bool Succeeds(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (StorageException exception)
        {
            Assert.Equal(NotSaved, exception.Problem);
            return false;
        }
    }

    private void FillUp(int freePages)
    {
        Directory.CreateDirectory(In("filler"));
        Stack<string> pages = new();
        try
        {
            for (; ; )
                pages.Push(UnixFile.WriteTemporary(In("filler"), new byte[Page], flush: false));
        }
        catch (Win32Exception)
        {
            for (int i = 0; i < freePages; i++)
                File.Delete(pages.Pop());
        }
    }
}
