using System.Linq;
using SfOAuth.Formats;

namespace SfOAuth;

/// <summary>The two ids at the end of an identity URL, <c>…/id/&lt;organization&gt;/&lt;user&gt;</c>.</summary>
internal static class IdentityUrl
{
    private const string Marker = "id";

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

    private static string? Part(string? id, int part)
    {
        string[] parts = (id ?? "").Split('/');
        int end = parts[parts.Length - 1].Length == 0 ? parts.Length - 1 : parts.Length;
        return end > 3 && parts[end - 3] == Marker && IsId(parts[end - 2]) && IsId(parts[end - 1])
            ? parts[end - 3 + part]
            : null;
    }

    private static bool IsId(string text) => text.Length is >= 15 and <= 18 && text.All(AsciiCharacter.IsLetterOrDigit);
}
