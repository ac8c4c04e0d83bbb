using System;
using System.Text.RegularExpressions;

namespace SfOAuth.Hosts;

/// <summary>
/// What the server at a login URL calls itself in a JWT: the shared login host of the org's kind, and elsewhere the URL
/// itself, as for an Experience Cloud site, a government org or an org in China, which have no shared one.
/// </summary>
internal static class Audience
{
    private static readonly Regex _sandbox = new(
        @"^(test|[a-z0-9-]+\.(sandbox|scratch)\.my)\.salesforce\.com$",
        RegexOptions.CultureInvariant
    );
    private static readonly Regex _production = new(
        @"^(login|[a-z0-9-]+(\.[a-z]+)?\.my)\.salesforce\.com$",
        RegexOptions.CultureInvariant
    );

    /// <summary>The value of <c>aud</c>.</summary>
    internal static string Of(LoginUrl loginUrl)
    {
        string host = new Uri(loginUrl.Value).Host;
        return _sandbox.IsMatch(host) ? "https://" + KnownHosts.Sandbox
            : _production.IsMatch(host) ? "https://" + KnownHosts.Production
            : loginUrl.Value;
    }
}
