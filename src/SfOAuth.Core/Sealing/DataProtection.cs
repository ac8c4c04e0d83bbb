using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SfOAuth.Sealing;

/// <summary>
/// Windows seals bytes for the user who is logged on (DPAPI). The class that .NET has for it is a package of its own on
/// one edition and an assembly of its own on the other; the two calls are the same on both.
/// </summary>
internal static class DataProtection
{
    // No window: there may be nobody to see it.
    private const uint WithoutInteraction = 1;

    /// <exception cref="Win32Exception">Windows refuses.</exception>
    internal static byte[] Protect(byte[] plain) =>
        Call(
            plain,
            (ref Blob input, out Blob output) =>
                CryptProtectData(
                    ref input,
                    "SfOAuth",
                    IntPtr.Zero,
                    IntPtr.Zero,
                    IntPtr.Zero,
                    WithoutInteraction,
                    out output
                )
        );

    /// <exception cref="Win32Exception">Another user sealed it, or it was changed.</exception>
    internal static byte[] Unprotect(byte[] cipher) =>
        Call(
            cipher,
            (ref Blob input, out Blob output) =>
                CryptUnprotectData(
                    ref input,
                    IntPtr.Zero,
                    IntPtr.Zero,
                    IntPtr.Zero,
                    IntPtr.Zero,
                    WithoutInteraction,
                    out output
                )
        );

    private delegate bool Work(ref Blob input, out Blob output);

    private static byte[] Call(byte[] bytes, Work work)
    {
        GCHandle pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            var input = new Blob { Length = bytes.Length, Data = pin.AddrOfPinnedObject() };
            return work(ref input, out Blob output)
                ? Take(output)
                : throw new Win32Exception(Marshal.GetLastWin32Error());
        }
        finally
        {
            pin.Free();
        }
    }

    private static byte[] Take(Blob output)
    {
        byte[] result = new byte[output.Length];
        Marshal.Copy(output.Data, result, 0, result.Length);
        // It may hold the key, and the memory goes back to everybody's heap.
        Marshal.Copy(new byte[output.Length], 0, output.Data, output.Length);
        Marshal.FreeHGlobal(output.Data);
        return result;
    }

    [DllImport("crypt32", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CryptProtectData(
        ref Blob input,
        string description,
        IntPtr entropy,
        IntPtr reserved,
        IntPtr prompt,
        uint flags,
        out Blob output
    );

    [DllImport("crypt32", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CryptUnprotectData(
        ref Blob input,
        IntPtr description,
        IntPtr entropy,
        IntPtr reserved,
        IntPtr prompt,
        uint flags,
        out Blob output
    );

    [StructLayout(LayoutKind.Sequential)]
    private struct Blob
    {
        internal int Length;
        internal IntPtr Data;
    }
}
