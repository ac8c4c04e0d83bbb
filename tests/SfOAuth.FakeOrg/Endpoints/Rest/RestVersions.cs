using System.Globalization;
using System.Linq;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>The versions of the API, and what one of them holds.</summary>
internal static class RestVersions
{
    private const int First = 31;
    private const int Last = 67;

    /// <summary>Needs no token, as at Salesforce.</summary>
    public static OrgAnswer List() => OrgAnswer.Json(200, Enumerable.Range(First, Last - First + 1).Select(version => new
    {
        label = "Release " + version.ToString(CultureInfo.InvariantCulture),
        url = Paths.Rest + "/v" + Name(version),
        version = Name(version),
    }));

    public static OrgAnswer Resources(string version) => OrgAnswer.Json(200, new
    {
        limits = $"{Paths.Rest}/{version}/limits",
        query = $"{Paths.Rest}/{version}/query",
        sobjects = $"{Paths.Rest}/{version}/sobjects",
    });

    public static bool IsKnown(string segment) => Enumerable.Range(First, Last - First + 1).Any(version => segment == "v" + Name(version));

    private static string Name(int version) => version.ToString(CultureInfo.InvariantCulture) + ".0";
}
