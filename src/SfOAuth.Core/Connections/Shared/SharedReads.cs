using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// The reads under way in this process, one for a connection: many who look at once cost the container one look.
/// </summary>
internal sealed class SharedReads
{
    private readonly ConcurrentDictionary<string, Task<ConnectionRecord?>> _underWay = new(StringComparer.Ordinal);

    /// <param name="key">Of the connection.</param>
    /// <param name="read">One's own, where none is under way or the other one fails.</param>
    /// <param name="cancellationToken">Ends the waiting for another's, and one's own.</param>
    internal async Task<ConnectionRecord?> RunAsync(
        string key,
        Func<CancellationToken, Task<ConnectionRecord?>> read,
        CancellationToken cancellationToken
    )
    {
        var own = new TaskCompletionSource<ConnectionRecord?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ConnectionRecord?> another = _underWay.GetOrAdd(key, own.Task);
        if (another == own.Task)
            return await LeadAsync(key, own, read, cancellationToken).ConfigureAwait(false);
        try
        {
            return await another.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Why it failed is its caller's alone to know.
            return await read(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nobody who comes from now on is to get what was there before.</summary>
    internal void Forget(string key) => _underWay.TryRemove(key, out _);

    private async Task<ConnectionRecord?> LeadAsync(
        string key,
        TaskCompletionSource<ConnectionRecord?> own,
        Func<CancellationToken, Task<ConnectionRecord?>> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            ConnectionRecord? record = await read(cancellationToken).ConfigureAwait(false);
            own.TrySetResult(record);
            return record;
        }
        finally
        {
            (
                (System.Collections.Generic.ICollection<System.Collections.Generic.KeyValuePair<
                    string,
                    Task<ConnectionRecord?>
                >>)_underWay
            ).Remove(new(key, own.Task));
            own.TrySetCanceled(CancellationToken.None);
        }
    }
}
