using System.Globalization;
using System.Linq;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>The versions of the API, three a year, and what one of them holds.</summary>
internal static class RestVersions
{
    private const int First = 31;
    private const int Last = 67;

    private static readonly string[] Below =
    [
        "composite",
        "limits",
        "query",
        "queryAll",
        "recent",
        "search",
        "sobjects",
        "tooling",
    ];

    /// <summary>Needs no token, as at Salesforce. The oldest comes first.</summary>
    public static OrgAnswer List() =>
        OrgAnswer.Json(
            200,
            Enumerable
                .Range(First, Last - First + 1)
                .Select(version => new
                {
                    label = Label(version),
                    url = Paths.Rest + "/v" + Name(version),
                    version = Name(version),
                })
        );

    public static OrgAnswer Resources(string version) =>
        OrgAnswer.Json(200, Below.ToDictionary(name => name, name => $"{Paths.Rest}/{version}/{name}"));

    public static bool IsKnown(string segment) =>
        Enumerable.Range(First, Last - First + 1).Any(version => segment == "v" + Name(version));

    /// <summary>Version 60.0 is Spring '24; a Winter is called after the year to come.</summary>
    private static string Label(int version)
    {
        int year = 24 + (int)System.Math.Floor((version - 60) / 3.0);
        int season = (version - 30) % 3;
        return season switch
        {
            0 => $"Spring '{year}",
            1 => $"Summer '{year}",
            _ => $"Winter '{year + 1}",
        };
    }

    private static string Name(int version) => version.ToString(CultureInfo.InvariantCulture) + ".0";
}
