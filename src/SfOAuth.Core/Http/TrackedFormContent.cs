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
/// A form body that knows whether it left. Both frameworks write a body only once the connection stands, so a failure before
/// that is one the server cannot have acted on; and it is either sent or abandoned, never something in between.
/// </summary>
/// <remarks>Not a <see cref="ByteArrayContent"/>: some frameworks write the bytes of one without asking the class derived from it.</remarks>
internal sealed class TrackedFormContent : HttpContent
{
    private const int Waiting = 0;
    private const int Leaving = 1;
    private const int Abandoned = 2;

    private readonly byte[] _form;
    private readonly bool _awaited;
    private int _state;

    /// <param name="form">What is sent.</param>
    /// <param name="awaited">Whether its answer must be waited for once it has left.</param>
    internal TrackedFormContent(string form, bool awaited)
    {
        _form = Encoding.ASCII.GetBytes(form);
        _awaited = awaited;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    internal bool Sent => Volatile.Read(ref _state) == Leaving;

    /// <summary>Asked as the form is about to leave; throws where it must not. Null for nothing to ask.</summary>
    internal Action? Guard { get; set; }

    /// <summary>Why the guard kept it; null when it did not.</summary>
    internal SfOAuthException? Kept { get; private set; }

    /// <summary>Whether it is on its way, and may come back with the one copy of a token.</summary>
    internal bool MustBeAwaited => _awaited && Sent;

    /// <summary>Gives the request up; false when it is already on its way and its answer matters.</summary>
    internal bool TryAbandon() => !_awaited || Interlocked.CompareExchange(ref _state, Abandoned, Waiting) != Leaving;

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _form.Length;
        return true;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Leave();
        return stream.WriteAsync(_form, 0, _form.Length);
    }

#if NET8_0_OR_GREATER
    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Leave();
        return stream.WriteAsync(_form, 0, _form.Length, cancellationToken);
    }
#endif

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
