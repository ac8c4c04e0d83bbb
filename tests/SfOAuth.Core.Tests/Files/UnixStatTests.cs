using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using SfOAuth.Errors;
using SfOAuth.Files;
using SfOAuth.Sealing;
using SfOAuth.Tests.Sealing;
using Xunit;

namespace SfOAuth.Tests.Files;

/// <summary>What Unix knows of files, and what it does not tell.</summary>
public class UnixStatTests : FolderTest
{
    [Fact]
    public void A_file_is_told_from_a_folder_and_a_link_and_has_its_owner_and_permissions()
    {
        if (Sample.OnWindows)
            return;
        SealedFile.Write(In("file"), new byte[123], Problem.ConnectionNotSaved);
        Sample.Run("chmod", $"640 {In("file")}");
        Sample.Run("ln", $"-s {In("file")} {In("link")}");

        FileFacts file = UnixStat.OfPath(In("file"))!;
        using UnixHandle open = UnixFile.Open(In("file"))!;

        Assert.Equal((true, false, false), (file.IsRegularFile, file.IsFolder, file.IsLink));
        Assert.Equal(("640", UnixFile.CurrentUser, 123L), (file.Permissions, file.Owner, file.Size));
        Assert.Equal(file, open.Facts());
        Assert.True(UnixStat.OfPath(In("link"))!.IsLink);
        Assert.True(UnixStat.OfPath(Folder)!.IsFolder);
        Assert.Null(UnixStat.OfPath(In("nothing")));
    }

    [Fact]
    public void What_the_system_does_not_tell_is_an_error_and_not_nothing()
    {
        if (Sample.OnWindows)
            return;
        File.WriteAllText(In("file"), "");

        Assert.Throws<Win32Exception>(() => UnixStat.OfPath(In("file", "inner")));
        Assert.Throws<Win32Exception>(() => UnixStat.OfOpen(-1));
    }

    [Fact]
    public void A_C_library_without_the_function_gets_the_same_from_the_kernel()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return;
        const int CurrentFolder = -100;
        File.WriteAllText(In("file"), "12345");
        byte[] buffer = new byte[256];

        Assert.Equal(0, UnixStat.AskKernel(CurrentFolder, UnixFile.Terminated(In("file")), 0, buffer));

        Assert.Equal(UnixStat.OfPath(In("file")), UnixStat.ReadStatx(buffer));
    }
}
