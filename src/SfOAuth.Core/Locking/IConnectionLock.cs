using System;
using SfOAuth.Errors;

namespace SfOAuth.Locking;

/// <summary>A lock that is held. It keeps a line of text from holder to holder. Disposing gives it back.</summary>
internal interface IConnectionLock : IDisposable
{
    /// <summary>What an earlier holder left written; empty when nothing.</summary>
    string ReadNote();

    /// <summary>Leaves a text for the next holder. It is with the system when this returns.</summary>
    /// <exception cref="StorageException">Nothing can be written.</exception>
    void WriteNote(string note);

    /// <summary>
    /// Leaves no note. One that stays behind makes an error message more careful, and does no other harm.
    /// </summary>
    void ClearNote();

    /// <summary>
    /// Asked at the last moment before something is sent. Nothing to ask where the system watches over the lock.
    /// </summary>
    /// <exception cref="StorageException">It may be another's by now.</exception>
    void RequireHeld();
}
