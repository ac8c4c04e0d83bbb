using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SfOAuth.Files;

/// <summary>
/// Kind, permissions and owner of what is open or at a path. .NET tells the owner of nothing, and <c>struct stat</c> is
/// laid out differently on each processor. On Linux <c>statx</c> is used, whose structure is the same everywhere; it
/// came with Linux 4.11, before any version that .NET 8 supports. macOS has one layout of <c>stat</c>, that of 64-bit
/// inodes.
/// </summary>
internal static class UnixStat
{
    private const int NotImplemented = 38;
    private const uint BasicFacts = 0x7FF;

    private static readonly bool _isMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    private static readonly bool _isIntel = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <exception cref="Win32Exception">The system does not tell.</exception>
    internal static FileFacts OfOpen(int descriptor)
    {
        byte[] buffer = new byte[256];
        const int EmptyPath = 0x1000;
        int result = _isMac ? MacFstat(descriptor, buffer) : Statx(descriptor, "", EmptyPath, buffer);
        return result == 0 ? Read(buffer) : throw UnixFile.LastError();
    }

    /// <summary>Of the link itself, where it is one. Null where nothing is.</summary>
    /// <exception cref="Win32Exception">The system does not tell.</exception>
    internal static FileFacts? OfPath(string path)
    {
        byte[] buffer = new byte[256];
        const int CurrentFolder = -100;
        const int NotThroughLinks = 0x100;
        int result = _isMac
            ? MacLstat(UnixFile.Terminated(path), buffer)
            : Statx(CurrentFolder, path, NotThroughLinks, buffer);
        if (result == 0)
            return Read(buffer);
        Win32Exception error = UnixFile.LastError();
        return error.NativeErrorCode == UnixFile.NotFound ? null : throw error;
    }

    private static FileFacts Read(byte[] buffer) => _isMac ? ReadStat(buffer) : ReadStatx(buffer);

    private static FileFacts ReadStat(byte[] buffer) =>
        new(
            Mode: BitConverter.ToUInt16(buffer, 4),
            Owner: BitConverter.ToUInt32(buffer, 16),
            Size: BitConverter.ToInt64(buffer, 96)
        );

    internal static FileFacts ReadStatx(byte[] buffer) =>
        new(
            Mode: BitConverter.ToUInt16(buffer, 28),
            Owner: BitConverter.ToUInt32(buffer, 20),
            Size: BitConverter.ToInt64(buffer, 40)
        );

    private static int Statx(int folder, string path, int flags, byte[] buffer)
    {
        byte[] name = UnixFile.Terminated(path);
        try
        {
            return LibraryStatx(folder, name, flags, BasicFacts, buffer);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has had the function since 1.2.5; the kernel has had it for longer.
            return AskKernel(folder, name, flags, buffer);
        }
    }

    /// <summary>The same by the number of the call.</summary>
    internal static int AskKernel(int folder, byte[] name, int flags, byte[] buffer) =>
        KernelStatx(CallNumber(), folder, name, flags, BasicFacts, buffer);

    // Numbers above 424 are the same on all processors, and statx is older than that rule.
    private static IntPtr CallNumber() =>
        (IntPtr)(
            RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => 332,
                Architecture.X86 => 383,
                Architecture.Arm => 397,
                Architecture.Arm64 => 291,
                _ => throw new Win32Exception(NotImplemented),
            }
        );

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LibraryStatx(int folder, byte[] path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int KernelStatx(IntPtr number, int folder, byte[] path, int flags, uint mask, byte[] buffer);

    private static int MacFstat(int descriptor, byte[] buffer) =>
        _isIntel ? IntelFstat(descriptor, buffer) : Fstat(descriptor, buffer);

    private static int MacLstat(byte[] path, byte[] buffer) =>
        _isIntel ? IntelLstat(path, buffer) : Lstat(path, buffer);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fstat(int descriptor, byte[] buffer);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Lstat(byte[] path, byte[] buffer);

    // On Intel the plain names are those of the older layout.
    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int IntelFstat(int descriptor, byte[] buffer);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int IntelLstat(byte[] path, byte[] buffer);
}
