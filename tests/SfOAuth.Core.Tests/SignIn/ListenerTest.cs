using System;
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

    /// <summary>A port nobody has on either family.</summary>
    protected static int FreePort()
    {
        using var six = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)
        {
            DualMode = true,
        };
        six.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        return ((IPEndPoint)six.LocalEndPoint!).Port;
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
