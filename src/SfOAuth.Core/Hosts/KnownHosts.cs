using System;
using System.Linq;
using System.Text.RegularExpressions;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Hosts;

/// <summary>
/// Which Salesforce hosts serve OAuth, and which people name in their place. A host outside Salesforce's domains may be
/// an Experience Cloud site's own and is left alone.
/// </summary>
internal static class KnownHosts
{
    internal const string Production = "login.salesforce.com";
    internal const string Sandbox = "test.salesforce.com";
    private const string MyDomain = ".my.salesforce.com";
    private const string Sites = ".my.site.com";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // Hosts of Salesforce's own web sites: there is no telling whose org is meant.
    private static readonly string[] _notOrgs =
    [
        "salesforce.com",
        "www.salesforce.com",
        "welcome.salesforce.com",
        "help.salesforce.com",
        "developer.salesforce.com",
        "api.salesforce.com",
        "trailhead.salesforce.com",
        "lightning.force.com",
        "my.salesforce.com",
        "my.site.com",
    ];

    private static readonly string[] _salesforce =
    [
        ".salesforce.com",
        ".force.com",
        ".site.com",
        ".salesforce-setup.com",
        ".my-salesforce.com",
        ".salesforce.mil",
        ".crmforce.mil",
        ".sfcrmproducts.cn",
        ".sfcrmapps.cn",
    ];

    // On login and My Domain hosts a path is only a page's.
    private static readonly string[] _withoutSites =
    [
        ".salesforce.com",
        ".salesforce.mil",
        ".sfcrmproducts.cn",
        ".my-salesforce.com",
    ];

    // The second part of the My Domain hosts of orgs that are not production.
    private static readonly Regex _partition = new(
        @"^[a-z0-9-]+\.(sandbox|develop|scratch|demo|patch|free|trailblaze)$",
        Options
    );

    private static readonly Regex _name = new("^[a-z0-9][a-z0-9-]*$", Options);

    // RFC 1123, section 2.1, and what is in use beside it.
    private static readonly Regex _label = new("^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$", Options);

    private static readonly Regex _instance = new(@"^(?!login|test)[a-z]{2,3}\d+[a-z]?\.salesforce\.com$", Options);

    private static readonly (Regex Wrong, string Right)[] _rewrites =
    [
        (new(@"\.lightning\.force\.com$", Options), MyDomain),
        (new(@"\.my\.salesforce-setup\.com$", Options), MyDomain),
        (new(@"\.salesforce-setup\.com$", Options), MyDomain),
        (new(@"\.lightning\.crmforce\.mil$", Options), ".my.salesforce.mil"),
        (new(@"\.lightning\.sfcrmapps\.cn$", Options), ".my.sfcrmproducts.cn"),
        // Visualforce and content hosts carry a package or content suffix behind the last double hyphen.
        (
            new(
                @"--[a-z0-9]+(\.sandbox|\.develop|\.scratch)?\.(vf\.force|file\.force|visualforce|documentforce)\.com$",
                Options
            ),
            "$1" + MyDomain
        ),
        // A sandbox host as it was before partitions, with or without its instance.
        (new(@"^([a-z0-9-]+?--[a-z0-9-]+)(\.cs\d+)?\.my\.salesforce\.com$", Options), "$1.sandbox" + MyDomain),
    ];

    /// <summary>The host a short name stands for; null when the text is no short name.</summary>
    internal static string? Expand(string text)
    {
        if (text.Equals("production", StringComparison.OrdinalIgnoreCase))
            return Production;
        if (text.Equals("sandbox", StringComparison.OrdinalIgnoreCase))
            return Sandbox;
        if (_partition.IsMatch(text))
            return text + MyDomain;
        if (!_name.IsMatch(text) || Loopback.IsLoopback(text))
            return null;
        return text + (text.Contains("--") ? ".sandbox" : "") + MyDomain;
    }

    /// <summary>The host itself, or the one it should have been.</summary>
    /// <exception cref="SfOAuthException">The host can't be the right one, and which is can't be known for
    /// certain.</exception>
    internal static string Correct(string host)
    {
        // What comes out goes in again: of a page of a sandbox first the page's part goes, and then the host is an old
        // sandbox's.
        foreach ((Regex wrong, string right) in _rewrites)
        {
            if (wrong.IsMatch(host))
                return Correct(wrong.Replace(host, right));
        }

        if (_instance.IsMatch(host))
            throw Refuse(
                host,
                "is an instance, which no longer takes logins",
                $"your My Domain host, such as 'MyDomainName{MyDomain}'"
            );
        if (_notOrgs.Contains(host))
            throw Refuse(
                host,
                "is not an org",
                $"'{Production}', '{Sandbox}' or your My Domain host, such as 'MyDomainName{MyDomain}'"
            );
        if (Regex.IsMatch(host, @"^[a-z0-9-]+\.salesforce\.com$") && host is not (Production or Sandbox))
            throw Refuse(host, "lacks a part", $"'{host.Split('.')[0]}{MyDomain}'");
        return host;
    }

    /// <summary>Whether it is a host of Experience Cloud sites.</summary>
    internal static bool IsSite(string host) => host.EndsWith(Sites, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a host is in one of Salesforce's own domains.</summary>
    internal static bool IsSalesforce(string host) =>
        _salesforce.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether there can be a host of this name.</summary>
    internal static bool IsHost(Uri uri)
    {
        try
        {
            string host = uri.IdnHost.TrimEnd('.');
            return uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
                || (host.Length is > 0 and <= 253 && host.Split('.').All(label => _label.IsMatch(label)));
        }
        catch (Exception exception)
            when (exception is ArgumentException or UriFormatException or IndexOutOfRangeException)
        {
            // Characters that no encoding of names has; Mono falls over some.
            return false;
        }
    }

    /// <summary>Whether all orgs share this login host.</summary>
    internal static bool IsShared(string host) => host is Production or Sandbox;

    /// <summary>Whether a path on this host can be that of a site.</summary>
    internal static bool HasSites(string host) =>
        !_withoutSites.Any(suffix => host.EndsWith(suffix, StringComparison.Ordinal));

    private static SfOAuthException Refuse(string host, string why, string instead) =>
        new(Problem.LoginUrlInvalid, $"'{host}' {why}; use {instead}.");
}
