using System;
using System.Net;

namespace SfOAuth.Http;

/// <summary>
/// The system's proxy with other credentials; the system's own object is everybody's and is not changed.
/// </summary>
internal sealed class SystemProxy(ICredentials? credentials) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; } = credentials;

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => WebRequest.DefaultWebProxy?.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => WebRequest.DefaultWebProxy?.IsBypassed(host) ?? true;
}
