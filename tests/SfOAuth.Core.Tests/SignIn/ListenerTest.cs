using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Protocol;
using SfOAuth.SignIn;

namespace SfOAuth.Tests.SignIn;

/// <summary>A test with a listener on a free port, and a sign-in that waits on it.</summary>
public abstract class ListenerTest : IDisposable
{
    protected const string State = "the-state-of-this-sign-in";
    protected const string Origin = "https://acme.my.salesforce.com";
    protected const string AuthorizeUrl = Origin + "/services/oauth2/authorize?response_type=code&state=" + State;
    protected const string GoodQuery = "code=a%2Bb%3D%3D&state=" + State;

    private static int _lastPort;

    // What does not come by then does not come.
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));

    protected ListenerTest() => Port = FreePort();

    protected int Port { get; }

    protected string RedirectUri => $"http://localhost:{Port}/OauthRedirect";

    private protected CallbackListener Listener { get; private set; } = null!;

    /// <summary>The sign-in, under way.</summary>
    private protected Task<AuthorizationResponse> Waiting { get; private set; } = null!;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _end.Cancel();
        Listener?.Dispose();
        _end.Dispose();
    }

    /// <summary>
    /// A port nobody has on either family, and none of those that the system hands out to whoever asks for any. Each
    /// process has a hundred of its own.
    /// </summary>
    protected static int FreePort()
    {
        const int First = 12000;
        const int Share = 100;
        using var process = Process.GetCurrentProcess();
        int own = First + process.Id % 80 * Share;
        for (int attempt = 0; attempt < Share; attempt++)
        {
            int port = own + (int)((uint)Interlocked.Increment(ref _lastPort) % Share);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"None of the ports from {own} on is free.");
    }

    private static bool IsFree(int port)
    {
        using var six = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)
        {
            DualMode = true,
        };
        try
        {
            six.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private protected void Listen(CallbackLimits? limits = null, string? redirectUri = null)
    {
        Listener = CallbackListener.Open(redirectUri ?? RedirectUri, AuthorizeUrl, limits);
        Waiting = Listener.WaitAsync(State, Origin, _end.Token);
    }

    private protected Task<RawClient> ConnectAsync(IPAddress? address = null) =>
        RawClient.ConnectAsync(address ?? IPAddress.Loopback, Port);

    /// <summary>One whole visit: the request goes out, and the answer is read to its end.</summary>
    protected async Task<RawAnswer> SendAsync(string request)
    {
        using RawClient client = await ConnectAsync();
        await client.SendAsync(request);
        return await client.ReadAnswerAsync();
    }

    protected Task<RawAnswer> GetAsync(string target, string? host = null) =>
        SendAsync($"GET {target} HTTP/1.1\r\nHost: {host ?? $"localhost:{Port}"}\r\n\r\n");

    /// <summary>The good answer still ends the wait.</summary>
    private protected async Task<AuthorizationResponse> CompleteAsync()
    {
        RawAnswer page = await GetAsync("/OauthRedirect?" + GoodQuery);
        Xunit.Assert.Equal(200, page.Status);
        return await Waiting;
    }
}
