using System;
using System.Linq;
using SfOAuth.Errors;

namespace SfOAuth.Rest;

/// <summary>
/// The path of a page of the org, such as <c>/lightning/setup/SetupOneHome/home</c>. It leads to no other host.
/// </summary>
internal static class PagePath
{
    /// <returns>From the root on.</returns>
    /// <exception cref="SfOAuthException">It names a host, or has characters that browsers read as something
    /// else.</exception>
    internal static string Require(string path)
    {
        string rooted = path.Length > 0 && path[0] == '/' ? path : "/" + path;
        // Browsers take a backslash for a slash, and leave out line ends and tabs.
        bool leadsElsewhere =
            ResourcePaths.IsWholeUrl(path)
            || rooted.StartsWith("//", StringComparison.Ordinal)
            || path.IndexOf('\\') >= 0
            || path.Any(char.IsControl)
            || path.Split('/', '?')[0].Contains(":");
        return leadsElsewhere
            ? throw new SfOAuthException(
                Problem.HostForeign,
                "-Path leads to another host than the org's own, or is not a path."
            )
            : rooted;
    }
}
