using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Locking;

/// <summary>
/// A lock that is held, in the process and on the machine: an open file, so that whoever dies lets go, and whoever
/// waits sleeps in the kernel. The file keeps a line of text from holder to holder. Disposing gives the lock back.
/// </summary>
internal sealed class InterprocessLock : IConnectionLock
{
    private readonly FileStream _file;
    private LockTurn? _turn;

    private InterprocessLock(FileStream file, LockTurn turn)
    {
        _file = file;
        _turn = turn;
    }

    /// <summary>Waits without spinning. Cancelling ends the wait at once.</summary>
    /// <param name="path">The file; made if need be.</param>
    /// <param name="turn">Held by the caller, and given back with the lock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">The file can't be opened or locked.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be opened.</exception>
    internal static async Task<InterprocessLock> TakeAsync(
        string path,
        LockTurn turn,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileStream file =
            turn.IsSlept || !TryTake(path, out FileStream? taken)
                ? await turn.SleepAsync(() => Wait(NativeFileLock.Open(path)), cancellationToken).ConfigureAwait(false)
                : taken;
        return new InterprocessLock(file, turn);
    }

    private static bool TryTake(string path, [NotNullWhen(true)] out FileStream? taken)
    {
        FileStream file = NativeFileLock.Open(path);
        taken = null;
        try
        {
            taken = NativeFileLock.TryTake(file.SafeFileHandle) ? file : null;
            return taken is not null;
        }
        finally
        {
            if (taken is null)
                file.Dispose();
        }
    }

    /// <inheritdoc/>
    public string ReadNote()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.ASCII, false, 256, leaveOpen: true);
        return reader.ReadToEnd();
    }

    /// <inheritdoc/>
    public void WriteNote(string note)
    {
        try
        {
            Write(note);
        }
        catch (IOException exception)
        {
            throw new StorageException(
                Problem.LockUnavailable,
                $"The lock file can't be written: {exception.Message}",
                exception
            );
        }
    }

    /// <inheritdoc/>
    public void ClearNote()
    {
        try
        {
            Write("");
        }
        catch (IOException)
        {
            // It does no harm.
        }
    }

    /// <inheritdoc/>
    public void RequireHeld() { }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        Interlocked.Exchange(ref _turn, null)?.Release();
    }

    private void Write(string note)
    {
        byte[] text = Encoding.ASCII.GetBytes(note);
        _file.SetLength(0);
        _file.Position = 0;
        _file.Write(text, 0, text.Length);
        _file.Flush();
    }

    private static FileStream Wait(FileStream file)
    {
        try
        {
            NativeFileLock.Take(file.SafeFileHandle);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
