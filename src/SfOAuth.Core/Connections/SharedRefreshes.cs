using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>
/// The refreshes under way in this process, one for a connection. Who wants the same waits for what comes of it, and
/// needs neither the lock nor the vault.
/// </summary>
internal sealed class SharedRefreshes
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ConnectionRecord?>> _underWay = new(
        StringComparer.Ordinal
    );

    /// <summary>
    /// What came of the refresh that was under way; where there is none, or its outcome does not do, of one's own.
    /// </summary>
    /// <param name="key">Of the connection.</param>
    /// <param name="refresh">One's own.</param>
    /// <param name="adopt">Waits for another's, which comes to nothing when it fails; gives null when that does not
    /// do.</param>
    internal async Task<ConnectionRecord> RunAsync(
        string key,
        Func<Task<ConnectionRecord>> refresh,
        Func<Task<ConnectionRecord?>, Task<ConnectionRecord?>> adopt
    )
    {
        var own = new TaskCompletionSource<ConnectionRecord?>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_underWay.GetOrAdd(key, own) is var another && another != own)
        {
            if (await adopt(another.Task).ConfigureAwait(false) is ConnectionRecord outcome)
                return outcome;
        }

        return await LeadAsync(key, own, refresh).ConfigureAwait(false);
    }

    private async Task<ConnectionRecord> LeadAsync(
        string key,
        TaskCompletionSource<ConnectionRecord?> own,
        Func<Task<ConnectionRecord>> refresh
    )
    {
        try
        {
            ConnectionRecord outcome = await refresh().ConfigureAwait(false);
            End(key, () => own.SetResult(outcome));
            return outcome;
        }
        catch (TransportException exception) when (exception.MayHaveBeenProcessed)
        {
            // What the org may have acted on is sent no second time for the others who want it: they fail with it.
            End(key, () => own.SetException(exception));
            _ = own.Task.Exception;
            throw;
        }
        catch
        {
            // Why it fails is its caller's alone to know, and each of the others tries for itself.
            End(key, () => own.SetResult(null));
            throw;
        }
    }

    private void End(string key, Action tell)
    {
        _underWay.TryRemove(key, out _);
        tell();
    }
}
