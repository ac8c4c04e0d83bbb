using System;
using System.Threading;
using SfOAuth.Errors;
using SfOAuth.Locking;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// A connection's lock among machines: this machine's own lock, and a lease. The note is kept with the record itself,
/// so that it costs no request to read, and goes when the next record is written.
/// </summary>
/// <param name="name">Of the connection.</param>
/// <param name="machine">This machine's own lock.</param>
/// <param name="lease">The service's.</param>
/// <param name="onRelease">Called before either is given back. False when the service can't be reached.</param>
internal sealed class SharedLock(string name, IDisposable machine, BlobLease lease, Func<SharedLock, bool> onRelease)
    : IConnectionLock
{
    private int _released;

    /// <summary>Of the connection.</summary>
    internal string Name => name;

    /// <summary>
    /// The version that the note was written into; null while none was, or since it gave way to the next.
    /// </summary>
    internal SavedVersion? Noted { get; set; }

    /// <summary>What an earlier holder left.</summary>
    internal string Found { get; set; } = "";

    /// <summary>Whether the org has answered with what is to be saved.</summary>
    internal bool IsAnswered { get; set; }

    /// <summary>Whether nothing is on its way that the note would have to tell of.</summary>
    internal bool IsCleared { get; private set; }

    /// <inheritdoc/>
    public string ReadNote() => Found;

    /// <inheritdoc/>
    /// <remarks>The vault does it, as it gets ready for the sending.</remarks>
    public void WriteNote(string note) => IsCleared = false;

    /// <inheritdoc/>
    public void ClearNote() => IsCleared = true;

    /// <inheritdoc/>
    public void RequireHeld()
    {
        if (!lease.IsHeld)
            throw Lost(name);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0)
            return;
        try
        {
            // Whoever waited for the service in vain does not wait for it a second time.
            if (!onRelease(this))
                lease.Abandon();
        }
        finally
        {
            lease.Dispose();
            machine.Dispose();
        }
    }

    internal static StorageException Held(string name, string vault, TimeSpan time) =>
        new(
            Problem.SharedLockHeld,
            $"Another machine or process has held the lock of '{name}' in the vault '{vault}' for "
                + $"{time.TotalSeconds:0.#} seconds."
        );

    internal static StorageException Lost(string name) =>
        new(
            Problem.SharedLockLost,
            $"The lock of the connection '{name}' was lost to another machine before anything was sent."
        );
}
