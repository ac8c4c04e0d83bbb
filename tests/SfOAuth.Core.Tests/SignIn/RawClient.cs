using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace SfOAuth.Tests.SignIn;

/// <summary>
/// A client that sends what it is told, well-formed or not. Nothing it waits for takes longer than a test may.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _client;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    private RawClient(TcpClient client) => _client = client;

    internal static async Task<RawClient> ConnectAsync(IPAddress address, int port)
    {
        var client = new TcpClient(address.AddressFamily) { NoDelay = true };
        await client.ConnectAsync(address, port);
        return new RawClient(client);
    }

    internal Task SendAsync(string text) => SendAsync(Encoding.GetEncoding("iso-8859-1").GetBytes(text));

    internal async Task SendAsync(byte[] bytes) => await _client.GetStream().WriteAsync(bytes, _deadline.Token);

    internal async Task<RawAnswer> ReadAnswerAsync() => RawAnswer.Parse(await ReadToEndAsync());

    /// <summary>All that comes until the other side closes; a reset ends it as well.</summary>
    internal async Task<string> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        try
        {
            await _client.GetStream().CopyToAsync(all, bufferSize: 4096, _deadline.Token);
        }
        catch (IOException)
        {
            // Cut off; what came before counts.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    internal async Task ReadByteAsync() =>
        Assert.Equal(1, await _client.GetStream().ReadAsync(new byte[1], 0, 1, _deadline.Token));

    /// <summary>Ends the connection the hard way.</summary>
    internal void Reset()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Close();
    }

    public void Dispose()
    {
        _client.Dispose();
        _deadline.Dispose();
    }
}
