using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Locking;

/// <summary>
/// A lock among all processes of this machine, held by an open file: whoever dies lets go, and whoever waits sleeps in the
/// kernel. The file keeps a line of text from holder to holder.
/// </summary>
internal sealed class InterprocessLock : IDisposable
{
    private readonly FileStream _file;

    private InterprocessLock(FileStream file) => _file = file;

    /// <summary>Waits without spinning. Cancelling ends the wait at once; the thread that sleeps gives the lock back when it gets it.</summary>
    /// <exception cref="IOException">The file can't be opened or locked.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be opened.</exception>
    internal static async Task<InterprocessLock> TakeAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileStream file = NativeFileLock.Open(path);
        if (NativeFileLock.TryTake(file.SafeFileHandle))
            return new InterprocessLock(file);

        Task<InterprocessLock> waiting = Task.Factory.StartNew(() => Wait(file), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = waiting.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>What an earlier holder left written; empty when nothing.</summary>
    internal string ReadNote()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.ASCII, false, 256, leaveOpen: true);
        return reader.ReadToEnd();
    }

    /// <summary>Leaves a text for the next holder; empty to leave none. It is with the system when this returns.</summary>
    internal void WriteNote(string note)
    {
        byte[] text = Encoding.ASCII.GetBytes(note);
        _file.SetLength(0);
        _file.Position = 0;
        _file.Write(text, 0, text.Length);
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private static InterprocessLock Wait(FileStream file)
    {
        try
        {
            NativeFileLock.Take(file.SafeFileHandle);
            return new InterprocessLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
