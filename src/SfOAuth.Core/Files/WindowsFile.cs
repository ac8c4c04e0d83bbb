using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace SfOAuth.Files;

/// <summary>
/// The same on Windows, where a user's own folders are closed to others from the start, and what a rename does is in
/// the file system's own journal.
/// </summary>
internal static class WindowsFile
{
    private const uint ReplaceExisting = 1;
    private const uint WriteThrough = 8;

    /// <summary>Null where nothing is.</summary>
    /// <exception cref="InvalidDataException">It is a link or no file.</exception>
    internal static FileStream? Open(string path, bool followLinks = false)
    {
        try
        {
            FileAttributes attributes = File.GetAttributes(path);
            if (!followLinks)
                RequireFile(attributes);
            // A reader is in no writer's way.
            const FileShare All = FileShare.ReadWrite | FileShare.Delete;
            return Patiently(() => new FileStream(path, FileMode.Open, FileAccess.Read, All, 1));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A new file of its own.</summary>
    /// <returns>Its path.</returns>
    internal static string WriteTemporary(string folder, byte[] content, bool flush)
    {
        string path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            file.Write(content, 0, content.Length);
            file.Flush(flushToDisk: flush);
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    internal static void Replace(string source, string target) =>
        Patiently(() => Move(source, target, ReplaceExisting));

    /// <summary>Gives the file a name that nothing has yet.</summary>
    /// <returns>False where something has it.</returns>
    internal static bool Publish(string source, string target)
    {
        const int FileExists = 80;
        const int AlreadyExists = 183;
        try
        {
            return Move(source, target, 0);
        }
        catch (Win32Exception exception) when (exception.NativeErrorCode is FileExists or AlreadyExists)
        {
            return false;
        }
    }

    /// <returns>False where nothing was.</returns>
    internal static bool Remove(string path)
    {
        bool wasThere = File.Exists(path);
        return Patiently(() =>
        {
            File.Delete(path);
            return wasThere;
        });
    }

    internal static void RequireFile(FileAttributes attributes)
    {
        if ((attributes & (FileAttributes.ReparsePoint | FileAttributes.Directory | FileAttributes.Device)) != 0)
            throw new InvalidDataException("It is a link or a folder, not a file.");
    }

    private static bool Move(string source, string target, uint flags) =>
        MoveFileEx(source, target, flags | WriteThrough) ? true : throw new Win32Exception(Marshal.GetLastWin32Error());

    // Another process that reads the file, or a virus scanner, is in the way of a rename for a moment.
    private static T Patiently<T>(Func<T> work)
    {
        const int Tries = 50;
        const int Pause = 20;
        for (int left = Tries; ; left--)
        {
            try
            {
                return work();
            }
            catch (Exception exception) when (left > 1 && IsPassing(exception))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static bool IsPassing(Exception exception)
    {
        const int AccessDenied = 5;
        const int SharingViolation = 32;
        int code = exception is Win32Exception native ? native.NativeErrorCode : exception.HResult & 0xFFFF;
        return code is AccessDenied or SharingViolation;
    }

    [DllImport("kernel32", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFileEx(string source, string target, uint flags);
}
