using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Http;

/// <summary>
/// A body that knows whether it left. Both frameworks write a body only once the connection stands, and an empty one
/// too, so a failure before that is one the server cannot have acted on; and it is either sent or abandoned, never
/// something in between.
/// </summary>
/// <remarks>
/// Not a <see cref="ByteArrayContent"/>: some frameworks write the bytes of one without asking the class derived from
/// it. And a request with nothing as its body is one that .NET repeats by itself when a kept-alive connection breaks.
/// </remarks>
internal sealed class TrackedContent : HttpContent
{
    private const int Waiting = 0;
    private const int Leaving = 1;
    private const int Abandoned = 2;

    private readonly Stream _body;
    private readonly bool _awaited;
    private int _state;

    /// <param name="body">What is sent, once; this closes it.</param>
    /// <param name="awaited">Whether its answer must be waited for once it has left.</param>
    internal TrackedContent(Stream body, bool awaited = false)
    {
        _body = body;
        _awaited = awaited;
    }

    internal bool Sent => Volatile.Read(ref _state) == Leaving;

    /// <summary>Asked as it is about to leave; throws where it must not. Null for nothing to ask.</summary>
    internal Action? Guard { get; set; }

    /// <summary>Why the guard kept it; null when it did not.</summary>
    internal SfOAuthException? Kept { get; private set; }

    /// <summary>Whether it is on its way, and may come back with the one copy of a token.</summary>
    internal bool MustBeAwaited => _awaited && Sent;

    /// <summary>Gives the request up; false when it is already on its way and its answer matters.</summary>
    internal bool TryAbandon() => !_awaited || Interlocked.CompareExchange(ref _state, Abandoned, Waiting) != Leaving;

    /// <param name="form">As it is sent.</param>
    /// <param name="awaited">Whether its answer must be waited for once it has left.</param>
    internal static TrackedContent OfForm(string form, bool awaited)
    {
        var content = new TrackedContent(new MemoryStream(Encoding.ASCII.GetBytes(form)), awaited);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return content;
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _body.CanSeek ? _body.Length : 0;
        return _body.CanSeek;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Leave();
        return _body.CopyToAsync(stream);
    }

#if NET8_0_OR_GREATER
    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        Leave();
        return _body.CopyToAsync(stream, cancellationToken);
    }
#endif

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _body.Dispose();
        base.Dispose(disposing);
    }

    private void Leave()
    {
        try
        {
            Guard?.Invoke();
        }
        catch (SfOAuthException exception)
        {
            // The frameworks wrap what is thrown here, each in its own way.
            Kept = exception;
            throw new OperationCanceledException();
        }

        if (Interlocked.CompareExchange(ref _state, Leaving, Waiting) == Abandoned)
            throw new OperationCanceledException();
    }
}
