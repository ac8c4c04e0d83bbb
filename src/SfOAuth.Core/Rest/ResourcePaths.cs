using System;
using System.Text.RegularExpressions;

namespace SfOAuth.Rest;

/// <summary>
/// Paths as people write them: below <c>/services/data</c> and a version, where they don't begin at the org's root.
/// </summary>
internal static class ResourcePaths
{
    private const string Data = "/services/data/v";

    private static readonly Regex _version = new(@"^[1-9][0-9]{1,2}\.0\z", RegexOptions.CultureInvariant);

    // What begins with one of these begins at the root. The pages of the org are no resources, and not called by
    // anybody.
    private static readonly Regex _fromRoot = new(
        @"^/?(services|id)(/|\?|\z)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    // APIs beside /services/data, which have versions of their own or none.
    private static readonly Regex _beside = new(
        @"^/?(apexrest|async)/",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <summary>Whether it says all but where the API is, and which version of it.</summary>
    internal static bool LacksVersion(string path) =>
        !IsWholeUrl(path) && !_fromRoot.IsMatch(path) && !_beside.IsMatch(path);

    /// <summary>The path from the org's root on.</summary>
    /// <param name="path">One that lacks a version, or any other.</param>
    /// <param name="version">Such as <c>66.0</c>; without meaning for any other.</param>
    internal static string Complete(string path, string version)
    {
        if (LacksVersion(path))
            return $"{Data}{version}/{path.TrimStart('/')}";
        return !IsWholeUrl(path) && _beside.IsMatch(path) ? "/services/" + path.TrimStart('/') : path;
    }

    /// <summary>Whether a text is a version of the API.</summary>
    internal static bool IsVersion(string text) => _version.IsMatch(text);

    /// <summary>Whether it names a host.</summary>
    internal static bool IsWholeUrl(string path) =>
        path.StartsWith("//", StringComparison.Ordinal)
        || (
            path.IndexOf("://", StringComparison.Ordinal) is > 0 and int scheme
            && path.IndexOfAny(['/', '?']) == scheme + 1
        );
}
