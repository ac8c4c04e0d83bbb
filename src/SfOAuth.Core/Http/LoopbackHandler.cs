using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Http;

/// <summary>
/// Keeps what is for this machine on it: past every proxy, and in the clear to a loopback address only, whatever the
/// resolver says of the name (RFC 6761, section 6.3). Over https the certificate tells who answers.
/// </summary>
/// <param name="others">For all other hosts; this owns it.</param>
/// <param name="direct">Makes a handler without a proxy.</param>
internal sealed class LoopbackHandler(HttpMessageHandler others, Func<HttpMessageHandler> direct)
    : DelegatingHandler(others)
{
    private readonly Lazy<HttpMessageInvoker> _direct = new(() => new HttpMessageInvoker(direct()));

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Uri url = request.RequestUri!;
        if (!Loopback.IsLoopback(url.IdnHost))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (url.Scheme == Uri.UriSchemeHttp && url.HostNameType == UriHostNameType.Dns)
        {
            request.Headers.Host = url.Authority;
            request.RequestUri = new UriBuilder(url) { Host = IPAddress.Loopback.ToString() }.Uri;
        }

        try
        {
            return await _direct.Value.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.RequestUri = url;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _direct.IsValueCreated)
            _direct.Value.Dispose();
        base.Dispose(disposing);
    }
}
