using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SfOAuth.Files;

/// <summary>
/// Functions of the C library. Paths are bytes that end in a zero. None takes a variable number of arguments that it
/// would look at: those are handed over differently on some processors.
/// </summary>
internal static class UnixCalls
{
    private const DllImportSearchPath Search = DllImportSearchPath.SafeDirectories;

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Open(byte[] path, int flags);

    /// <summary>
    /// A file of a random name that nothing has, for the owner alone; the name is written into the template.
    /// </summary>
    [DllImport("libc", EntryPoint = "mkostemp", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int MakeTemporary([In, Out] byte[] template, int flags);

    [DllImport("libc", EntryPoint = "read", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern IntPtr Read(int descriptor, IntPtr buffer, UIntPtr count);

    [DllImport("libc", EntryPoint = "write", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern IntPtr Write(int descriptor, IntPtr buffer, UIntPtr count);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Control(int descriptor, int command);

    [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "rename", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Rename(byte[] source, byte[] target);

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int RenameAt(int sourceFolder, byte[] source, int targetFolder, byte[] target, uint flags);

    [DllImport("libc", EntryPoint = "renamex_np", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int RenameOnMac(byte[] source, byte[] target, uint flags);

    [DllImport("libc", EntryPoint = "link", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Link(byte[] source, byte[] target);

    [DllImport("libc", EntryPoint = "unlink", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Unlink(byte[] path);

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int MakeFolder(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int ChangeMode(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "access", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Access(byte[] path, int mode);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true), DefaultDllImportSearchPaths(Search)]
    internal static extern int Lock(SafeFileHandle file, int operation);

    [DllImport("libc", EntryPoint = "geteuid"), DefaultDllImportSearchPaths(Search)]
    internal static extern uint EffectiveUser();
}
