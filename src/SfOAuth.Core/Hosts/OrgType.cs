using System;
using System.Linq;

namespace SfOAuth.Hosts;

/// <summary>What kind of org it is, as far as its hosts tell.</summary>
internal static class OrgType
{
    internal const string Production = "Production";
    internal const string Sandbox = "Sandbox";

    private static readonly (string Part, string Type)[] _partitions =
    [
        (".sandbox.my.", Sandbox),
        (".scratch.my.", "Scratch"),
        (".develop.my.", "Developer"),
        (".trailblaze.my.", "Developer"),
        (".demo.my.", "Demo"),
        (".patch.my.", "Patch"),
        (".free.my.", "Free"),
    ];

    /// <param name="urls">Of the login host, of the instance, and the identity URL; null where one is not
    /// known.</param>
    /// <returns>Null where they do not tell: a site's own domain, or a server on this machine.</returns>
    internal static string? Of(params string?[] urls)
    {
        string[] hosts = [.. urls.Select(HostOf).OfType<string>()];
        foreach ((string part, string type) in _partitions)
        {
            if (hosts.Any(host => host.Contains(part)))
                return type;
        }

        if (hosts.Contains(KnownHosts.Sandbox))
            return Sandbox;
        return hosts.Any(KnownHosts.IsSalesforce) ? Production : null;
    }

    private static string? HostOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) ? uri.Host.ToLowerInvariant() : null;
}
