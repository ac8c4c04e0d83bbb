using System;
using System.Collections.Concurrent;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Locking;

/// <summary>
/// The locks of one user on one machine. Within a process the turn is taken first, so that at most one of its threads
/// sleeps for each file. Lock files are small and stay: removing one while another process opens it would make two
/// locks of it.
/// </summary>
internal sealed class LockFolder
{
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, LockTurn> _turns = new(StringComparer.Ordinal);

    /// <param name="folder">Made if need be, and closed to others.</param>
    internal LockFolder(string folder) => _folder = folder;

    /// <summary>Waits for its turn, without spinning.</summary>
    /// <param name="key">What is locked; case does not matter.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">The file system gives no lock.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal async Task<InterprocessLock> TakeAsync(string key, CancellationToken cancellationToken)
    {
        LockTurn turn = _turns.GetOrAdd(key, _ => new LockTurn());
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await InterprocessLock.TakeAsync(PathOf(key), turn, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            turn.Release();
            if (exception is IOException or UnauthorizedAccessException)
                throw new StorageException(
                    Problem.LockUnavailable,
                    $"No lock can be had in '{_folder}': {exception.Message}",
                    exception
                );
            throw;
        }
    }

    private string PathOf(string key)
    {
        // Each time: whoever could write in it could put other files in the place of the locks.
        NativeFileLock.MakePrivate(_folder);

        // Hashed, for names are in any script and case folding differs from system to system.
        using var sha256 = SHA256.Create();
        byte[] hash = sha256.ComputeHash(Encoding.UTF8.GetBytes(key.ToUpperInvariant()));
        return Path.Combine(_folder, BitConverter.ToString(hash, 0, 16).Replace("-", "") + ".lock");
    }
}
