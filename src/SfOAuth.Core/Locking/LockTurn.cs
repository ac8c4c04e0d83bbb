using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Locking;

/// <summary>
/// Whose turn it is within the process to wait for one lock file. A thread that sleeps for the file can't be woken, so
/// that one whose caller has gone is left to the next: however many waits are cancelled, one thread sleeps.
/// </summary>
internal sealed class LockTurn() : SemaphoreSlim(1)
{
    private Task<FileStream>? _sleeper;

    /// <summary>
    /// Sleeps for the file in a thread of its own, or has the one that sleeps already. Called by whoever has the turn.
    /// </summary>
    /// <param name="sleep">Blocks until the file is locked.</param>
    /// <param name="cancellationToken">Ends the waiting at once.</param>
    internal async Task<FileStream> SleepAsync(Func<FileStream> sleep, CancellationToken cancellationToken)
    {
        Task<FileStream> sleeper =
            Interlocked.Exchange(ref _sleeper, null)
            ?? Task.Factory.StartNew(
                sleep,
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
        try
        {
            return await sleeper.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(sleeper);
            throw;
        }
    }

    /// <summary>Whether a thread sleeps that the next may have.</summary>
    internal bool IsSlept => Volatile.Read(ref _sleeper) is not null;

    private void Leave(Task<FileStream> sleeper)
    {
        Volatile.Write(ref _sleeper, sleeper);
        _ = sleeper.ContinueWith(
            late =>
            {
                // If nobody has come for it, it gives the lock back.
                bool isLeft = Interlocked.CompareExchange(ref _sleeper, null, sleeper) == sleeper;
                if (isLeft && late.Status == TaskStatus.RanToCompletion)
                    late.Result.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }
}
