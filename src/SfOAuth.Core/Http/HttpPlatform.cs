using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
#if !NET8_0_OR_GREATER
using System.Linq;
using System.Net.Sockets;
using System.Runtime.InteropServices;
#endif

namespace SfOAuth.Http;

/// <summary>
/// What .NET and .NET Framework do differently over HTTP, and nothing else. Both handlers follow no redirects, keep no
/// cookies, and use the system's proxy unless another is given.
/// </summary>
internal static class HttpPlatform
{
    private const int MaxConnectionsPerServer = 256;
    private const DecompressionMethods Decompression = DecompressionMethods.GZip | DecompressionMethods.Deflate;

#if NET8_0_OR_GREATER
    /// <summary>A pooled handler. It belongs to the caller.</summary>
    internal static HttpMessageHandler CreateHandler(IWebProxy? proxy = null) =>
        new LoopbackHandler(CreateOne(proxy, usesProxy: true), () => CreateOne(proxy: null, usesProxy: false));

    private static SocketsHttpHandler CreateOne(IWebProxy? proxy, bool usesProxy) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = Decompression,
            MaxConnectionsPerServer = MaxConnectionsPerServer,
            Proxy = proxy,
            UseProxy = usesProxy,
            // A prompt that stays open for days must notice when a name moves to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };

    internal static Task<Stream> OpenBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.Content.ReadAsStreamAsync(cancellationToken);

    // .NET sends a form a second time only if the first time not a byte of it went out.
    internal static void EnsureSentOnce(HttpRequestMessage request) => _ = request;

    /// <summary>Whether the text of the exception quotes what the server sent.</summary>
    internal static bool QuotesServer(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse };

    /// <summary>Whether no connection stood when it was thrown, so that nothing can have left.</summary>
    internal static bool IsBeforeSending(Exception exception) =>
        exception
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError,
            };

    /// <summary>
    /// A port that speaks no TLS fails with the same exception; only its text, which .NET does not translate, tells.
    /// </summary>
    internal static bool IsCertificateRefused(AuthenticationException? exception) =>
        exception?.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) == true;
#else
    private static readonly SocketError[] _connecting =
    [
        SocketError.ConnectionRefused,
        SocketError.HostNotFound,
        SocketError.TryAgain,
        SocketError.NoData,
        SocketError.NoRecovery,
        SocketError.HostUnreachable,
        SocketError.NetworkUnreachable,
        SocketError.HostDown,
        SocketError.NetworkDown,
        SocketError.AddressNotAvailable,
        SocketError.AddressFamilyNotSupported,
    ];

    /// <summary>A pooled handler. It belongs to the caller.</summary>
    internal static HttpMessageHandler CreateHandler(IWebProxy? proxy = null) =>
        new LoopbackHandler(CreateOne(proxy, usesProxy: true), () => CreateOne(proxy: null, usesProxy: false));

    internal static HttpClientHandler CreateOne(IWebProxy? proxy, bool usesProxy)
    {
        // Old hosts of the Framework start without TLS 1.2; newer ones leave the choice to Windows, whose value is 0.
        if (ServicePointManager.SecurityProtocol != 0)
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = Decompression,
            MaxConnectionsPerServer = MaxConnectionsPerServer,
            UseProxy = usesProxy,
        };
        if (proxy is not null)
            handler.Proxy = proxy;
        return handler;
    }

    internal static async Task<Stream> OpenBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // The Framework's stream does not look at the token while it reads, but notices when it is closed.
        Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        cancellationToken.Register(stream.Dispose);
        return stream;
    }

    // The Framework sends a form again by itself when a kept-alive connection turns out to be dead.
    internal static void EnsureSentOnce(HttpRequestMessage request) => request.Headers.ConnectionClose = true;

    /// <summary>Whether the text of the exception quotes what the server sent.</summary>
    internal static bool QuotesServer(Exception exception) => false;

    /// <summary>Whether no connection stood when it was thrown, so that nothing can have left.</summary>
    internal static bool IsBeforeSending(Exception? exception) =>
        exception switch
        {
            null => false,
            AuthenticationException => true,
            WebException
            {
                Status: WebExceptionStatus.ConnectFailure
                    or WebExceptionStatus.NameResolutionFailure
                    or WebExceptionStatus.ProxyNameResolutionFailure
                    or WebExceptionStatus.TrustFailure
                    or WebExceptionStatus.SecureChannelFailure
            } => true,
            SocketException socket => _connecting.Contains(socket.SocketErrorCode),
            _ => IsBeforeSending(exception.InnerException),
        };

    /// <summary>
    /// .NET Framework has another exception for a port that speaks no TLS, and translates its texts; .NET, which may
    /// run this build too, the other way round.
    /// </summary>
    internal static bool IsCertificateRefused(AuthenticationException? exception) =>
        exception is not null
        && (
            RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal)
            || exception.Message.IndexOf("certificate", StringComparison.OrdinalIgnoreCase) >= 0
        );
#endif
}
