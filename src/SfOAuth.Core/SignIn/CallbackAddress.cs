using System;
using System.Collections.Generic;
using System.Net;
using SfOAuth.Errors;

namespace SfOAuth.SignIn;

/// <summary>
/// A redirect URI that leads back to this machine, taken apart (RFC 8252, section 7.3). Salesforce compares it to the
/// letter, so nothing of it is made up here.
/// </summary>
internal sealed class CallbackAddress
{
    private readonly Uri _uri;

    private CallbackAddress(Uri uri, IReadOnlyList<IPAddress> addresses)
    {
        _uri = uri;
        Addresses = addresses;
    }

    /// <summary>
    /// What to listen on. For <c>localhost</c> both families: which of them a browser takes is its own affair.
    /// </summary>
    internal IReadOnlyList<IPAddress> Addresses { get; }

    internal int Port => _uri.Port;

    internal string Path => _uri.AbsolutePath;

    /// <summary>The same with the port that the system has chosen for 0.</summary>
    internal CallbackAddress With(int port) => new(new UriBuilder(_uri) { Port = port }.Uri, Addresses);

    /// <summary>Another address of the same listener.</summary>
    internal string At(string path) => _uri.GetLeftPart(UriPartial.Authority) + path;

    /// <summary>What a browser sends in the Host header.</summary>
    internal string Authority => _uri.Authority;

    /// <exception cref="SfOAuthException">Not plain http to this machine, or with parts a listener can't
    /// have.</exception>
    internal static CallbackAddress Parse(string redirectUri)
    {
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? uri))
            throw Refuse("The redirect URI is not an absolute URL.");
        if (uri.Scheme != Uri.UriSchemeHttp || AddressesOf(uri) is not IReadOnlyList<IPAddress> addresses)
            throw Refuse(
                "Only a redirect URI of this machine can be listened on: 'http://localhost:<port>/<path>', or with "
                    + "'127.0.0.1' or '[::1]'. For another one sign in with -NoBrowser, or with Get-SfAuthorizeUrl."
            );
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw Refuse("The redirect URI to listen on can't have a user name, a query or a fragment.");
        return new CallbackAddress(uri, addresses);
    }

    private static IPAddress[]? AddressesOf(Uri uri)
    {
        if (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        IPAddress? address = IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? parsed) ? parsed : null;
        return IPAddress.Loopback.Equals(address) || IPAddress.IPv6Loopback.Equals(address) ? [address!] : null;
    }

    private static SfOAuthException Refuse(string message) => new(Problem.ParameterInvalid, message);
}
