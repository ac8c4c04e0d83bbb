using System;
using System.Text.RegularExpressions;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>The two parts of a query the org looks at.</summary>
internal sealed partial record SoqlSelect(string Type, string[] Fields)
{
    public static bool TryParse(string soql, out SoqlSelect select)
    {
        Match match = Statement().Match(soql);
        select = match.Success
            ? new SoqlSelect(match.Groups["type"].Value, match.Groups["fields"].Value.Split(',', StringSplitOptions.TrimEntries))
            : new SoqlSelect("", []);
        return match.Success;
    }

    [GeneratedRegex(
        @"^\s*SELECT\s+(?<fields>[\w.]+(\s*,\s*[\w.]+)*)\s+FROM\s+(?<type>\w+)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Statement();
}
