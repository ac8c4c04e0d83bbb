using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SfOAuth.Files;

namespace SfOAuth.Locking;

/// <summary>
/// The operating system's own file lock, which the kernel gives back when its holder dies. The framework's can only be
/// tried again and again; this one waits.
/// </summary>
internal static class NativeFileLock
{
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
            MakeFile(path);
        return new FileStream(Guard(path, "opened", () => UnixFile.OpenToWrite(path)), FileAccess.ReadWrite, 1);
    }

    private static void MakeFile(string path)
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
            Guard(folder, "made", () => UnixFile.MakeMissing(folder));
        RequireNoLink(folder);
        if (!Directory.Exists(folder))
            throw new IOException($"'{folder}' is not a folder.");
        if (!_isWindows)
        {
            Guard(
                folder,
                "made private",
                () =>
                {
                    UnixFile.MakePrivate(folder);
                    return true;
                }
            );
        }
    }

    private static void RequireNoLink(string path)
    {
        if (
            new FileInfo(path) is { Attributes: not (FileAttributes)(-1) and FileAttributes attributes }
            && (attributes & FileAttributes.ReparsePoint) != 0
        )
            throw new IOException($"'{path}' is a link.");
    }

    private static T Guard<T>(string path, string what, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"'{path}' can't be {what}: {exception.Message}");
        }
    }

    private static class Unix
    {
        private const int Exclusive = 2;
        private const int NonBlocking = 4;
        private const int Interrupted = 4;
        private const int WouldBlockOnLinux = 11;
        private const int WouldBlockOnMac = 35;

        internal static bool Lock(SafeFileHandle file, bool wait)
        {
            while (UnixCalls.Lock(file, wait ? Exclusive : Exclusive | NonBlocking) != 0)
            {
                int error = Marshal.GetLastWin32Error();
                if (!wait && error is WouldBlockOnLinux or WouldBlockOnMac)
                    return false;
                if (error != Interrupted)
                    throw new IOException(new Win32Exception(error).Message);
            }

            return true;
        }
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
