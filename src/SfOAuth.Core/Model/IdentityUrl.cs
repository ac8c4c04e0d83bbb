using System.Text.RegularExpressions;

namespace SfOAuth;

/// <summary>The two ids at the end of an identity URL, <c>…/id/&lt;organization&gt;/&lt;user&gt;</c>.</summary>
internal static class IdentityUrl
{
    private static readonly Regex _ids = new(@"/id/([0-9A-Za-z]{15,18})/([0-9A-Za-z]{15,18})/?\z", RegexOptions.CultureInvariant);

    internal static string? OrganizationOf(string? id) => Part(id, 1);

    internal static string? UserOf(string? id) => Part(id, 2);

    private static string? Part(string? id, int group)
    {
        Match match = _ids.Match(id ?? "");
        return match.Success ? match.Groups[group].Value : null;
    }
}
