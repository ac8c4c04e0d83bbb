using System;
using System.IO;
using System.Threading;
using SfOAuth.Errors;

namespace SfOAuth.Locking;

/// <summary>A lock that is held, in the process and on the machine. Disposing gives both back.</summary>
public sealed class HeldLock : IDisposable
{
    private readonly InterprocessLock _file;
    private SemaphoreSlim? _turn;

    internal HeldLock(InterprocessLock file, SemaphoreSlim turn)
    {
        _file = file;
        _turn = turn;
    }

    /// <inheritdoc cref="InterprocessLock.ReadNote"/>
    internal string ReadNote() => _file.ReadNote();

    /// <inheritdoc cref="InterprocessLock.WriteNote"/>
    /// <exception cref="StorageException">The disk takes nothing; the vault would not save anything either.</exception>
    internal void WriteNote(string note)
    {
        try
        {
            _file.WriteNote(note);
        }
        catch (IOException exception)
        {
            throw new StorageException(Problem.LockUnavailable, $"The lock file can't be written: {exception.Message}", exception);
        }
    }

    /// <summary>Leaves no note. One that stays behind makes an error message more careful, and does no other harm.</summary>
    internal void ClearNote()
    {
        try
        {
            _file.WriteNote("");
        }
        catch (IOException)
        {
            // See above.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
