using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.SignIn;

/// <summary>One connection, for one request. It ends itself when its time is up: reads on .NET Framework heed nothing else.</summary>
internal sealed class CallbackConnection : IDisposable
{
    private const int PieceBytes = 2048;

    private static readonly Encoding _latin1 = Encoding.GetEncoding("iso-8859-1");

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
        byte[] buffer = new byte[CallbackLimits.HeadBytes];
        for (int length = 0; length < buffer.Length;)
        {
            int count = await _stream.ReadAsync(buffer, length, Math.Min(PieceBytes, buffer.Length - length)).ConfigureAwait(false);
            if (count == 0)
                throw new IOException("The client closed the connection.");
            int from = Math.Max(0, length - 3);
            length += count;
            if (!RequestHead.CanStartWith(buffer[0]))
                return "";
            int end = EndOfHead(buffer, from, length);
            if (end >= 0)
                return _latin1.GetString(buffer, 0, end);
        }

        return null;
    }

    /// <summary>Ends when the client has taken the answer, or its time for that is up. Closing at once could take the answer back out of its hands.</summary>
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

    private static int EndOfHead(byte[] buffer, int from, int length)
    {
        for (int i = from; i + 4 <= length; i++)
        {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n')
                return i;
        }

        return -1;
    }
}
