using System;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Connections;

/// <summary>
/// Another machine refreshes the same login, as the org says: it will save what must not be asked for a second time.
/// </summary>
internal sealed class ForeignRefresh(ConnectionStore store, string name)
{
    private const int Polls = 40;

    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(250);

    /// <summary>What it saves; null when nothing comes.</summary>
    internal async Task<ConnectionRecord?> AdoptAsync(ConnectionRecord seen, CancellationToken cancellationToken)
    {
        double polls = Math.Min(Polls, store.Transport.Timeout.TotalMilliseconds / _poll.TotalMilliseconds);
        using IDisposable waiting = store.Transport.Waiting.Pause(
            $"Another machine refreshes '{name}'. Waiting for what it saves"
        );
        for (int poll = 0; poll < polls; poll++)
        {
            await store.Clock.DelayAsync(_poll, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            ConnectionRecord record = await store.RequireAsync(name, cancellationToken).ConfigureAwait(false);
            if (!record.IsSameAs(seen))
                return record;
        }

        return null;
    }
}
