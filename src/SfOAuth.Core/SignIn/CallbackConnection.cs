using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.SignIn;

/// <summary>
/// One connection, for one request. It ends itself when its time is up: reads on .NET Framework heed nothing else.
/// </summary>
internal sealed class CallbackConnection : IDisposable
{
    private const int PieceBytes = 2048;

    private readonly CallbackLimits _limits;
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly CancellationTokenSource _deadline;

    internal CallbackConnection(Socket socket, CallbackLimits limits)
    {
        _limits = limits;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _deadline = new CancellationTokenSource(limits.ReadTime);
        _deadline.Token.Register(_stream.Dispose);
    }

    /// <summary>Its answer is the one that is waited for, so it is not given up in favour of others.</summary>
    internal bool IsKept { get; set; }

    /// <summary>The lines of the request's head; empty when they can't be one, null when there are too many.</summary>
    /// <exception cref="IOException">The client went away, or its time was up.</exception>
    internal async Task<string?> ReadHeadAsync()
    {
        byte[] piece = new byte[PieceBytes];
        var head = new HeadBuffer();
        while (!head.IsTooLarge)
        {
            int count = await _stream.ReadAsync(piece, 0, piece.Length).ConfigureAwait(false);
            if (count == 0)
                throw new IOException("The client closed the connection.");
            head.Add(piece, count);
            if (!head.CanBeRequest)
                return "";
            if (head.Text is not null)
                return head.Text;
        }

        return null;
    }

    /// <summary>
    /// Ends when the client has taken the answer, or its time for that is up. Closing at once could take the answer
    /// back out of its hands.
    /// </summary>
    /// <exception cref="IOException">The client went away.</exception>
    internal async Task AnswerAsync(CallbackPage answer)
    {
        _deadline.CancelAfter(_limits.CloseTime);
        byte[] bytes = answer.ToBytes();
        await _stream.WriteAsync(bytes, 0, bytes.Length).ConfigureAwait(false);
        _socket.Shutdown(SocketShutdown.Send);
        byte[] rest = new byte[PieceBytes];
        while (await _stream.ReadAsync(rest, 0, rest.Length).ConfigureAwait(false) > 0)
        {
            // What is still under way of a request that was refused.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _deadline.Dispose();
    }
}
