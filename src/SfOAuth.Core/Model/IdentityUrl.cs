using System.Linq;
using System.Text.RegularExpressions;

namespace SfOAuth;

/// <summary>The two ids at the end of an identity URL, <c>…/id/&lt;organization&gt;/&lt;user&gt;</c>.</summary>
internal static class IdentityUrl
{
    private static readonly Regex _ids = new(
        @"/id/([0-9A-Za-z]{15,18})/([0-9A-Za-z]{15,18})/?\z",
        RegexOptions.CultureInvariant
    );

    internal static string? OrganizationOf(string? id) => Part(id, 1);

    internal static string? UserOf(string? id) => Part(id, 2);

    /// <summary>
    /// Whether they are of one user of one org, as far as they tell; the last three characters of an id only check it.
    /// </summary>
    internal static bool IsSameUser(string? id, string? another) =>
        Enumerable
            .Range(1, 2)
            .All(part =>
                Part(id, part) is not string one
                || Part(another, part) is not string other
                || one.Substring(0, 15) == other.Substring(0, 15)
            );

    private static string? Part(string? id, int group)
    {
        Match match = _ids.Match(id ?? "");
        return match.Success ? match.Groups[group].Value : null;
    }
}
