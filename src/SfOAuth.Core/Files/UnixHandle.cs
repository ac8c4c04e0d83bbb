using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Threading;

namespace SfOAuth.Files;

/// <summary>An open file or folder. Used by one thread, and closed by it.</summary>
internal sealed class UnixHandle(int descriptor) : IDisposable
{
    private static readonly bool _isMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    private int _descriptor = descriptor;

    internal FileFacts Facts() => UnixStat.OfOpen(_descriptor);

    /// <summary>Less than <paramref name="length"/> bytes where the file ends before.</summary>
    internal byte[] Read(int length)
    {
        byte[] content = new byte[length];
        int filled = 0;
        for (int read = -1; read != 0 && filled < length; filled += read)
            read = ReadAt(content, filled);
        if (filled < length)
            Array.Resize(ref content, filled);
        return content;
    }

    internal void Write(byte[] content)
    {
        GCHandle pin = GCHandle.Alloc(content, GCHandleType.Pinned);
        try
        {
            for (int start = 0; start < content.Length; )
            {
                IntPtr rest = pin.AddrOfPinnedObject() + start;
                int length = content.Length - start;
                int written = UnixFile.Retry(() => (int)UnixCalls.Write(_descriptor, rest, (UIntPtr)length));
                start += written >= 0 ? written : throw UnixFile.LastError();
            }
        }
        finally
        {
            pin.Free();
        }
    }

    /// <summary>Returns when the disk has it.</summary>
    internal void Flush()
    {
        // What fsync leaves in the drive's own memory, macOS flushes by this call alone, where the file system has it.
        const int FullFlush = 51;
        if (_isMac && UnixCalls.Control(_descriptor, FullFlush) == 0)
            return;
        if (UnixFile.Retry(() => UnixCalls.Flush(_descriptor)) == 0)
            return;
        const int NotForThisKind = 22;
        Win32Exception error = UnixFile.LastError();
        if (error.NativeErrorCode != NotForThisKind || !Facts().IsFolder)
            throw error;
    }

    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
            _ = UnixCalls.Close(descriptor);
    }

    private int ReadAt(byte[] content, int start)
    {
        GCHandle pin = GCHandle.Alloc(content, GCHandleType.Pinned);
        try
        {
            IntPtr target = pin.AddrOfPinnedObject() + start;
            int length = content.Length - start;
            int read = UnixFile.Retry(() => (int)UnixCalls.Read(_descriptor, target, (UIntPtr)length));
            return read >= 0 ? read : throw UnixFile.LastError();
        }
        finally
        {
            pin.Free();
        }
    }
}
