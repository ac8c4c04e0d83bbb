using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SfOAuth.Locking;

/// <summary>
/// The operating system's own file lock, which the kernel gives back when its holder dies. The framework's can only be
/// tried again and again; this one waits.
/// </summary>
internal static class NativeFileLock
{
    private const int OwnerOnly = 0x1C0;

    private static readonly bool _isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // Its streams lock nothing while they open, and take no file that something else has opened.
    private static readonly bool _isMono = RuntimeInformation.FrameworkDescription.StartsWith(
        "Mono",
        StringComparison.Ordinal
    );

    /// <summary>
    /// Opens the file, and makes it if need be. The framework would lock it in its own way while opening, and so be in
    /// the way.
    /// </summary>
    /// <remarks>A link is not followed: the file that it leads to would be emptied.</remarks>
    /// <exception cref="IOException">The file can't be opened, or is a link or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written.</exception>
    internal static FileStream Open(string path)
    {
        FileStream file = _isWindows || _isMono ? OpenManaged(path) : OpenOnUnix(path);
        if (file.CanSeek)
            return file;
        file.Dispose();
        throw new IOException($"'{path}' is not a regular file.");
    }

    private static FileStream OpenManaged(string path)
    {
        RequireNoLink(path);
        return new FileStream(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete,
            1
        );
    }

    private static FileStream OpenOnUnix(string path)
    {
        if (!File.Exists(path))
            Unix.Create(path);
        return new FileStream(Unix.OpenFile(path), FileAccess.ReadWrite, 1);
    }

    /// <summary>Takes the lock if it is free.</summary>
    /// <exception cref="IOException">The file system has no locks.</exception>
    internal static bool TryTake(SafeFileHandle file) =>
        _isWindows ? Windows.Lock(file, wait: false) : Unix.Lock(file, wait: false);

    /// <summary>Blocks the calling thread until the lock is free.</summary>
    /// <exception cref="IOException">The file system has no locks.</exception>
    internal static void Take(SafeFileHandle file)
    {
        if (!(_isWindows ? Windows.Lock(file, wait: true) : Unix.Lock(file, wait: true)))
            throw new IOException("The lock was not given.");
    }

    /// <summary>
    /// Makes what is missing of the path, and closes the folder to everyone but its owner. On Windows a user's own
    /// folders are closed already.
    /// </summary>
    /// <exception cref="IOException">It can't be made, or not be closed, or is a link.</exception>
    internal static void MakePrivate(string folder)
    {
        if (_isWindows)
            Directory.CreateDirectory(folder);
        else
            MakeMissing(folder);
        RequireNoLink(folder);
        if (!_isWindows && Unix.Chmod(folder, OwnerOnly) != 0)
            throw NotDone(folder, "made private");
    }

    // Each closed from its first moment on, whatever the umask: the user's folder itself may come into being here.
    private static void MakeMissing(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is string parent)
            MakeMissing(parent);
        if (Unix.MakeFolder(folder, OwnerOnly) == 0)
            return;
        IOException error = NotDone(folder, "made");
        if (!Directory.Exists(folder))
            throw error;
    }

    private static IOException NotDone(string folder, string what) =>
        new($"The folder '{folder}' can't be {what}: {new Win32Exception(Marshal.GetLastWin32Error()).Message}");

    private static void RequireNoLink(string path)
    {
        if (
            new FileInfo(path) is { Attributes: not (FileAttributes)(-1) and FileAttributes attributes }
            && (attributes & FileAttributes.ReparsePoint) != 0
        )
            throw new IOException($"'{path}' is a link.");
    }

    private static class Unix
    {
        private const int Exclusive = 2;
        private const int NonBlocking = 4;
        private const int Interrupted = 4;
        private const int WouldBlockOnLinux = 11;
        private const int WouldBlockOnMac = 35;

        internal static void Create(string path)
        {
            try
            {
                new FileStream(path, FileMode.CreateNew).Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was quicker.
            }
        }

        internal static SafeFileHandle OpenFile(string path)
        {
            const int ReadWrite = 2;
            bool isMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
            bool isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
            // Without this a child process would hold the lock after its parent's death.
            int closeOnExec = isMac ? 0x1000000 : 0x80000;
            int noFollow =
                isMac ? 0x100
                : isArm ? 0x8000
                : 0x20000;
            int descriptor = Open(path, ReadWrite | closeOnExec | noFollow);
            return descriptor >= 0
                ? new SafeFileHandle((IntPtr)descriptor, ownsHandle: true)
                : throw new IOException(
                    $"'{path}' can't be opened: {new Win32Exception(Marshal.GetLastWin32Error()).Message}"
                );
        }

        internal static bool Lock(SafeFileHandle file, bool wait)
        {
            while (Flock(file, wait ? Exclusive : Exclusive | NonBlocking) != 0)
            {
                int error = Marshal.GetLastWin32Error();
                if (!wait && error is WouldBlockOnLinux or WouldBlockOnMac)
                    return false;
                if (error != Interrupted)
                    throw new IOException(new Win32Exception(error).Message);
            }

            return true;
        }

        [DllImport(
            "libc",
            EntryPoint = "chmod",
            SetLastError = true,
            BestFitMapping = false,
            ThrowOnUnmappableChar = true
        )]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Chmod([MarshalAs(UnmanagedType.LPStr)] string path, int mode);

        [DllImport(
            "libc",
            EntryPoint = "mkdir",
            SetLastError = true,
            BestFitMapping = false,
            ThrowOnUnmappableChar = true
        )]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int MakeFolder([MarshalAs(UnmanagedType.LPStr)] string path, int mode);

        // The function takes more arguments where it makes files, in a way that differs between systems; this is why it
        // does not here.
        [DllImport(
            "libc",
            EntryPoint = "open",
            SetLastError = true,
            BestFitMapping = false,
            ThrowOnUnmappableChar = true
        )]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Open([MarshalAs(UnmanagedType.LPStr)] string path, int flags);

        [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Flock(SafeFileHandle file, int operation);
    }

    private static class Windows
    {
        private const uint FailImmediately = 1;
        private const uint Exclusive = 2;
        private const int LockViolation = 33;

        internal static bool Lock(SafeFileHandle file, bool wait)
        {
            // One byte far behind what is written in the file, so that the text stays readable.
            var position = new Overlapped { Offset = int.MaxValue };
            if (LockFileEx(file, wait ? Exclusive : Exclusive | FailImmediately, 0, 1, 0, ref position))
                return true;
            int error = Marshal.GetLastWin32Error();
            return !wait && error == LockViolation ? false : throw new IOException(new Win32Exception(error).Message);
        }

        [DllImport("kernel32", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        private static extern bool LockFileEx(
            SafeFileHandle file,
            uint flags,
            uint reserved,
            uint lengthLow,
            uint lengthHigh,
            ref Overlapped position
        );

        [StructLayout(LayoutKind.Sequential)]
        private struct Overlapped
        {
            internal IntPtr Internal;
            internal IntPtr InternalHigh;
            internal int Offset;
            internal int OffsetHigh;
            internal IntPtr Event;
        }
    }
}
