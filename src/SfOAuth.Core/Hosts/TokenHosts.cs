using System;
using System.Linq;
using SfOAuth.Http;

namespace SfOAuth.Hosts;

/// <summary>
/// The hosts a token may be shown to: where it came from, its instance, and Salesforce's two front doors.
/// </summary>
internal sealed class TokenHosts(LoginUrl login, string? instanceUrl)
{
    private readonly string?[] _own = [login.Value, instanceUrl];

    internal bool Include(Uri url)
    {
        bool isSafe =
            url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && Loopback.IsLoopback(url.IdnHost));
        return isSafe && url.UserInfo.Length == 0 && (IsFrontDoor(url) || _own.Any(own => IsSame(own, url)));
    }

    private static bool IsFrontDoor(Uri url) => url.IsDefaultPort && KnownHosts.IsShared(url.IdnHost);

    // An org on this machine has a port for each of its hosts.
    private static bool IsSame(string? own, Uri url) =>
        Uri.TryCreate(own, UriKind.Absolute, out Uri? known)
        && (
            known.Authority.Equals(url.Authority, StringComparison.OrdinalIgnoreCase)
            || (Loopback.IsLoopback(known.IdnHost) && Loopback.IsLoopback(url.IdnHost))
        );
}
