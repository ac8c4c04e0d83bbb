using System;
using System.Text.RegularExpressions;

namespace SfOAuth.Hosts;

/// <summary>The path that belongs to an Experience Cloud site, freed of the page that happened to be open.</summary>
internal static class SitePaths
{
    private static readonly Regex _page = new(
        "(/services/(oauth2|auth|data)(/.*)?|/\\.well-known/.*|/s(/.*)?|/login|/_ui/.*|/apex/.*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    // What pasting adds, and no site's name ends with.
    private static readonly Regex _end = new("[^0-9A-Za-z_%~-]+$", RegexOptions.CultureInvariant);

    internal static string Of(Uri uri)
    {
        // A page may be called as another one, and what is left has to stay as it is when it is read again.
        string path = uri.AbsolutePath;
        string shorter;
        while ((shorter = _page.Replace(_end.Replace(path, ""), "")) != path)
            path = shorter;
        return path;
    }
}
