using System;
using System.Text.RegularExpressions;

namespace SfOAuth.Hosts;

/// <summary>The path that belongs to an Experience Cloud site, freed of the page that happened to be open.</summary>
internal static class SitePaths
{
    private static readonly Regex _page = new(
        "(/services/(oauth2|auth|data)(/.*)?|/\\.well-known/.*|/s(/.*)?|/login|/_ui/.*|/apex/.*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    internal static string Of(Uri uri) => _page.Replace(uri.AbsolutePath.TrimEnd('/'), "").TrimEnd('/');
}
