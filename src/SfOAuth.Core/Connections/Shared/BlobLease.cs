using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// A lease on a blob, renewed while it is held. Who dies lets it run out. Whether it is still held is known without
/// asking: it ends a fixed time after the last renewal was asked for, by whichever of this machine's two clocks is
/// ahead. One of them stands still while the machine sleeps; the other may be put right at any moment.
/// </summary>
internal sealed class BlobLease : IDisposable
{
    // The service counts from when it was asked, and its seconds are not quite ours.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _releaseTime = TimeSpan.FromSeconds(5);

    private readonly BlobContainer _container;
    private readonly string _blob;
    private readonly Guid _id;
    private readonly int _seconds;
    private readonly IClock _clock;
    private readonly CancellationTokenSource _end = new();
    private Moment _asked;
    private Task _renewing = Task.CompletedTask;
    private bool _lost;

    private BlobLease(BlobContainer container, string blob, Guid id, int seconds, IClock clock, Moment asked)
    {
        _container = container;
        _blob = blob;
        _id = id;
        _seconds = seconds;
        _clock = clock;
        _asked = asked;
    }

    /// <summary>Whether nobody else can have it.</summary>
    internal bool IsHeld =>
        !Volatile.Read(ref _lost)
        && Volatile.Read(ref _asked).Elapsed(_clock) < TimeSpan.FromSeconds(_seconds) - _margin;

    /// <summary>
    /// Asks in growing pauses that differ from machine to machine, so that many who wait don't ask at once.
    /// </summary>
    /// <param name="container">Where the blob is.</param>
    /// <param name="blob">Made if need be, empty.</param>
    /// <param name="isDone">Asked before each further try: whether the lease is still needed.</param>
    /// <param name="begun">When the waiting began.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null when another one held it for as long as a request may take, or it is not needed.</returns>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal static async Task<BlobLease?> TakeAsync(
        BlobContainer container,
        string blob,
        Func<CancellationToken, Task<bool>> isDone,
        Moment begun,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        var id = Guid.NewGuid();
        int seconds = (int)Math.Min(Math.Max(container.Timeout.TotalSeconds, 15), 60);
        TimeSpan pause = _firstPause;
        while (true)
        {
            var asked = new Moment(clock);
            switch (await AcquireAsync(container, blob, id, seconds, cancellationToken).ConfigureAwait(false))
            {
                case LeaseOutcome.Taken:
                    var lease = new BlobLease(container, blob, id, seconds, clock, asked);
                    lease._renewing = Task.Run(lease.RenewAsync, CancellationToken.None);
                    return lease;
                case LeaseOutcome.Missing:
                    await container
                        .PutAsync(blob, "", Blob.NoMetadata, tag: null, cancellationToken)
                        .ConfigureAwait(false);
                    break;
                default:
                    // One more try at the very end: a lease of a machine that died may have ended just now.
                    TimeSpan left = container.Timeout - begun.Elapsed(clock);
                    if (left <= TimeSpan.Zero)
                        return null;
                    await clock
                        .DelayAsync(Jittered(pause < left ? pause : left), cancellationToken)
                        .ConfigureAwait(false);
                    pause = pause + pause < _longestPause ? pause + pause : _longestPause;
                    if (await isDone(cancellationToken).ConfigureAwait(false))
                        return null;
                    break;
            }
        }
    }

    /// <summary>A lease whose answer nobody waits for any more may have been given, and is given back.</summary>
    private static async Task<LeaseOutcome> AcquireAsync(
        BlobContainer container,
        string blob,
        Guid id,
        int seconds,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await container.Leases.AcquireAsync(blob, id, seconds, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            using var timeout = new CancellationTokenSource(_releaseTime);
            try
            {
                await container.Leases.ReleaseAsync(blob, id, timeout.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is StorageException or OperationCanceledException)
            {
                // It runs out.
            }

            throw;
        }
    }

    /// <summary>Lets it run out: the service can't be told.</summary>
    internal void Abandon() => _end.Cancel();

    /// <summary>Gives it back at once, or lets it run out when the service can't be told.</summary>
    public void Dispose()
    {
        if (_end.IsCancellationRequested)
            return;
        _end.Cancel();
        using var timeout = new CancellationTokenSource(_releaseTime);
        try
        {
            // Not left to run by itself: the process may end with the command, and all others would wait for the lease
            // to run out.
            Task.Run(() => ReleaseAsync(timeout.Token), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            // It runs out.
        }

        _end.Dispose();
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await _renewing.ConfigureAwait(false);
        await _container.Leases.ReleaseAsync(_blob, _id, cancellationToken).ConfigureAwait(false);
    }

    private async Task RenewAsync()
    {
        while (!_end.IsCancellationRequested && !_lost)
        {
            try
            {
                // By the real clock: the service's goes on, whatever this machine's shows.
                await Task.Delay(TimeSpan.FromSeconds(_seconds / 3.0), _end.Token).ConfigureAwait(false);
                var asked = new Moment(_clock);
                if (await _container.Leases.RenewAsync(_blob, _id, _end.Token).ConfigureAwait(false))
                    Volatile.Write(ref _asked, asked);
                else
                    Volatile.Write(ref _lost, true);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StorageException)
            {
                // It is tried again until the lease has run out, which IsHeld knows.
            }
        }
    }

    private static TimeSpan Jittered(TimeSpan pause)
    {
        byte[] random = new byte[1];
        using (var generator = RandomNumberGenerator.Create())
            generator.GetBytes(random);
        return TimeSpan.FromTicks((long)(pause.Ticks * (0.5 + (random[0] / 255.0 / 2))));
    }
}
