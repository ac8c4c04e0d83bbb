using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Http;

/// <summary>
/// Sends one request and reads one answer, or says in one typed error why there is none. It never sends twice:
/// whether that is safe is for the flow to know.
/// </summary>
internal sealed class Transport
{
    private readonly Func<HttpMessageHandler> _handler;

    /// <summary>A transport over a handler that it does not own.</summary>
    /// <param name="handler">Follows no redirects and answers no challenges; stays open.</param>
    /// <param name="timeout">For the whole exchange, the body included.</param>
    internal Transport(HttpMessageHandler handler, TimeSpan timeout)
        : this(() => handler, timeout) { }

    /// <summary>
    /// The same over a handler that is made when something is sent: most uses of a saved connection send nothing.
    /// </summary>
    /// <param name="handler">Gives the same one each time.</param>
    /// <param name="timeout">For the whole exchange, the body included.</param>
    internal Transport(Func<HttpMessageHandler> handler, TimeSpan timeout)
    {
        _handler = handler;
        Timeout = timeout;
    }

    /// <summary>For a whole exchange, the body included.</summary>
    internal TimeSpan Timeout { get; }

    /// <summary>
    /// Asked as a body is about to leave, on a connection that stands; throws where it must not. Null for nothing to
    /// ask.
    /// </summary>
    internal Action? Guard { get; init; }

    /// <summary>Tells who waits that it is for the server.</summary>
    internal WaitReasons Waiting { get; init; } = new();

    /// <summary>The same, for bodies that something has to be asked about at the last moment.</summary>
    internal Transport GuardedBy(Action guard) => new(_handler, Timeout) { Waiting = Waiting, Guard = guard };

    /// <summary>
    /// Cancelling takes a request that must not be repeated back only while it has not left. Later its answer is waited
    /// for, because it may hold the one copy of a rotated token.
    /// </summary>
    /// <param name="request">Sent once.</param>
    /// <param name="secrets">What no error may repeat, even if the server does.</param>
    /// <param name="cancellationToken">Heeded until the request leaves.</param>
    /// <param name="reading">Null for what OAuth answers.</param>
    /// <exception cref="TransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled in time.</exception>
    internal async Task<OrgResponse> SendAsync(
        HttpRequestMessage request,
        IEnumerable<string> secrets,
        CancellationToken cancellationToken,
        ResponseReading? reading = null
    )
    {
        string host = request.RequestUri!.Authority;
        var sent = request.Content as TrackedContent;
        if (sent is not null)
            sent.Guard = Guard;
        using IDisposable waiting = Waiting.For($"Waiting for {host}");
        using var invoker = new HttpMessageInvoker(_handler(), disposeHandler: false);
        using var deadline = new CancellationTokenSource(Timeout);
        using CancellationTokenRegistration cancel = cancellationToken.Register(() =>
            CancelIfUnsent(request, deadline)
        );
        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
            var body = new ResponseBody(response, host, secrets, reading ?? ResponseReading.OfOAuth);
            // What comes piece by piece is late only when a piece is.
            return await body.ReadAsync(() => deadline.CancelAfter(Timeout), deadline.Token).ConfigureAwait(false);
        }
        catch (Exception) when (sent?.Kept is not null)
        {
            throw sent.Kept;
        }
        catch (Exception exception) when (deadline.IsCancellationRequested && exception is not TransportException)
        {
            if (
                cancellationToken.IsCancellationRequested
                && request.Content is not TrackedContent { MustBeAwaited: true }
            )
                throw new OperationCanceledException(cancellationToken);
            throw new TransportException(
                Problem.RequestTimedOut,
                $"{host} did not answer within {Timeout.TotalSeconds:0.#} seconds.",
                MayHaveArrived(request, null)
            );
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw TransportFailure.From(exception, host, MayHaveArrived(request, exception));
        }
    }

    private static void CancelIfUnsent(HttpRequestMessage request, CancellationTokenSource deadline)
    {
        if (request.Content is not TrackedContent sent || sent.TryAbandon())
            deadline.Cancel();
    }

    // What has no body of its own leaves unseen: then only a failure to connect is certain not to have reached anybody.
    private static bool MayHaveArrived(HttpRequestMessage request, Exception? failure) =>
        request.Content is TrackedContent body ? body.Sent : failure is null || !HttpPlatform.IsBeforeSending(failure);
}
