using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SfOAuth.Files;

/// <summary>
/// Files by the system's own calls: permissions from the first moment on, no links followed, folders flushed. .NET
/// Framework's streams can do none of that, and Mono's take no file that they did not open; so both editions go this
/// way. A call that fails throws a <see cref="Win32Exception"/> with the system's number and words.
/// </summary>
internal static class UnixFile
{
    internal const int NotFound = 2;

    private const int OwnerOnly = 0x1C0;
    private const int AlreadyThere = 17;
    private const int LoopOfLinks = 40;
    private const int LoopOfLinksOnMac = 62;

    private static readonly bool _isMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    private static readonly bool _isArm =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
    private static readonly int _closeOnExec = _isMac ? 0x1000000 : 0x80000;
    private static readonly int _nonBlocking = _isMac ? 4 : 0x800;
    private static readonly int _noFollow =
        _isMac ? 0x100
        : _isArm ? 0x8000
        : 0x20000;

    /// <summary>The user that this process acts as.</summary>
    internal static uint CurrentUser => UnixCalls.EffectiveUser();

    /// <summary>
    /// Null where nothing is. Opening waits for nothing, so a pipe in the file's place can't hold it.
    /// </summary>
    /// <param name="path">A link there is an error.</param>
    /// <param name="followLinks">Whether a link is none.</param>
    /// <exception cref="Win32Exception">It can't be opened.</exception>
    /// <exception cref="InvalidDataException">It is a link.</exception>
    internal static UnixHandle? Open(string path, bool followLinks = false)
    {
        int flags = _closeOnExec | _nonBlocking | (followLinks ? 0 : _noFollow);
        int descriptor = Retry(() => UnixCalls.Open(Terminated(path), flags));
        if (descriptor >= 0)
            return new UnixHandle(descriptor);
        Win32Exception error = LastError();
        return error.NativeErrorCode switch
        {
            NotFound => null,
            LoopOfLinks or LoopOfLinksOnMac => throw new InvalidDataException("It is a symbolic link."),
            _ => throw error,
        };
    }

    /// <summary>For reading and writing, as a stream of the framework's can have it.</summary>
    /// <exception cref="Win32Exception">It can't be opened, or is a link.</exception>
    internal static SafeFileHandle OpenToWrite(string path)
    {
        const int ReadWrite = 2;
        // Closed in a child process: it would hold a lock on it after its parent's death.
        int descriptor = Retry(() => UnixCalls.Open(Terminated(path), ReadWrite | _closeOnExec | _noFollow));
        return descriptor >= 0 ? new SafeFileHandle((IntPtr)descriptor, ownsHandle: true) : throw LastError();
    }

    /// <summary>A new file of its own, for the owner alone.</summary>
    /// <returns>Its path.</returns>
    internal static string WriteTemporary(string folder, byte[] content, bool flush)
    {
        byte[] template = Terminated(Path.Combine(folder, "XXXXXX"));
        int descriptor = UnixCalls.MakeTemporary(template, _closeOnExec);
        if (descriptor < 0)
            throw LastError();
        string path = Encoding.UTF8.GetString(template, 0, template.Length - 1);
        try
        {
            using var file = new UnixHandle(descriptor);
            file.Write(content);
            if (flush)
                file.Flush();
            return path;
        }
        catch
        {
            Remove(path);
            throw;
        }
    }

    /// <summary>Whether files can be put into this folder and taken out of it.</summary>
    /// <exception cref="Win32Exception">They can't.</exception>
    internal static void RequireWritable(string folder)
    {
        const int MayEnterAndWrite = 3;
        Require(Retry(() => UnixCalls.Access(Terminated(folder), MayEnterAndWrite)));
    }

    /// <summary>Gives a file the permissions of another.</summary>
    internal static void ChangeMode(string path, FileFacts another) =>
        Require(Retry(() => UnixCalls.ChangeMode(Terminated(path), (uint)another.Mode & 0xFFF)));

    /// <summary>Closes a folder to everybody but its owner.</summary>
    internal static void MakePrivate(string folder) =>
        Require(Retry(() => UnixCalls.ChangeMode(Terminated(folder), OwnerOnly)));

    /// <summary>Puts one file in the place of another, or where none is, in one step.</summary>
    internal static void Replace(string source, string target) =>
        Require(UnixCalls.Rename(Terminated(source), Terminated(target)));

    /// <summary>Gives the file a name that nothing has yet.</summary>
    /// <returns>False where something has it.</returns>
    internal static bool Publish(string source, string target)
    {
        byte[] from = Terminated(source);
        byte[] to = Terminated(target);
        if (UnixCalls.Link(from, to) == 0)
        {
            Remove(source);
            return true;
        }

        // Not every file system has hard links; those that have none can rename so.
        const int CurrentFolder = -100;
        const int NoReplace = 1;
        const int NoReplaceOnMac = 4;
        if (
            LastError().NativeErrorCode != AlreadyThere
            && (
                _isMac
                    ? UnixCalls.RenameOnMac(from, to, NoReplaceOnMac)
                    : UnixCalls.RenameAt(CurrentFolder, from, CurrentFolder, to, NoReplace)
            ) == 0
        )
            return true;
        Win32Exception error = LastError();
        return error.NativeErrorCode == AlreadyThere ? false : throw error;
    }

    /// <summary>
    /// Makes what was renamed in the folder last. Some file systems refuse this to folders; they need it not.
    /// </summary>
    internal static void FlushFolder(string folder)
    {
        using UnixHandle handle = Open(folder) ?? throw new Win32Exception(NotFound);
        handle.Flush();
    }

    /// <summary>
    /// One folder, closed to everybody else from its first moment on. One that is there stays as it is.
    /// </summary>
    internal static void MakeFolder(string path)
    {
        if (
            UnixCalls.MakeFolder(Terminated(path), OwnerOnly) != 0
            && LastError() is { NativeErrorCode: not AlreadyThere } error
        )
            throw error;
    }

    /// <summary>Makes all that is missing of a path.</summary>
    /// <returns>What was missing, from the root on.</returns>
    internal static IReadOnlyCollection<string> MakeMissing(string path)
    {
        Stack<string> missing = new();
        string? level = path.TrimEnd('/');
        while (!string.IsNullOrEmpty(level) && UnixStat.OfPath(level!) is null)
        {
            missing.Push(level!);
            level = Path.GetDirectoryName(level);
        }

        foreach (string folder in missing)
            MakeFolder(folder);
        return missing;
    }

    /// <returns>False where nothing was.</returns>
    internal static bool Remove(string path)
    {
        if (UnixCalls.Unlink(Terminated(path)) == 0)
            return true;
        Win32Exception error = LastError();
        return error.NativeErrorCode == NotFound ? false : throw error;
    }

    internal static Win32Exception LastError() => new(Marshal.GetLastWin32Error());

    internal static byte[] Terminated(string path)
    {
        if (path.IndexOf('\0') >= 0)
            throw new ArgumentException("A path has no zero character in it.", nameof(path));
        return Encoding.UTF8.GetBytes(path + '\0');
    }

    internal static void Require(int result)
    {
        if (result != 0)
            throw LastError();
    }

    /// <summary>A signal may end a call that has done nothing yet.</summary>
    internal static int Retry(Func<int> call)
    {
        const int Interrupted = 4;
        int result;
        do result = call();
        while (result < 0 && Marshal.GetLastWin32Error() == Interrupted);
        return result;
    }
}
