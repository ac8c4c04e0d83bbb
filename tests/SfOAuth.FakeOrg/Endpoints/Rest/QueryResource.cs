using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>SOQL, as far as <c>SELECT fields FROM type</c>: made-up records, paged as Salesforce pages them.</summary>
internal sealed class QueryResource(OrgState org)
{
    private const string LocatorPrefix = "01g5f0000000FAKEAA0";

    public OrgAnswer First(OrgRequest request, string version)
    {
        string? soql = request.Query.Value("q");
        if (string.IsNullOrWhiteSpace(soql))
            return RestErrors.MalformedQuery("A query string has to be specified");
        return SoqlSelect.TryParse(soql, out SoqlSelect select) ? Page(select, 0, version) : RestErrors.MalformedQuery("unexpected token: " + soql);
    }

    /// <param name="locator">Of the form <c>01g…-offset-type-fields</c>: the org remembers no queries.</param>
    public OrgAnswer Next(string locator, string version)
    {
        string[] parts = locator.Split('-');
        if (parts.Length != 4 || parts[0] != LocatorPrefix || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int offset))
            return RestErrors.MalformedQuery("invalid query locator");
        return Page(new SoqlSelect(parts[2], parts[3].Split(',')), offset, version);
    }

    private OrgAnswer Page(SoqlSelect select, int offset, string version)
    {
        int total = org.Scenario.QueryRecords;
        int count = Math.Clamp(total - offset, 0, Math.Max(1, org.Scenario.QueryPageSize));
        int next = offset + count;
        Dictionary<string, object?> page = new() { ["totalSize"] = total, ["done"] = next >= total };
        if (next < total)
        {
            string locator = FormattableString.Invariant($"{LocatorPrefix}-{next}-{select.Type}-{string.Join(',', select.Fields)}");
            page["nextRecordsUrl"] = $"{Paths.Rest}/{version}/query/{locator}";
        }

        page["records"] = Enumerable.Range(offset + 1, count).Select(number => Record(select, number, version)).ToArray();
        return OrgAnswer.Json(200, page);
    }

    private static Dictionary<string, object?> Record(SoqlSelect select, int number, string version)
    {
        string id = SObjectResource.IdOf(select.Type, number);
        Dictionary<string, object?> record = new() { ["attributes"] = SObjectResource.Attributes(select.Type, id, version) };
        foreach (string field in select.Fields)
            record[field] = field.Equals("Id", StringComparison.OrdinalIgnoreCase) ? id : $"{field} {number}";
        return record;
    }
}
