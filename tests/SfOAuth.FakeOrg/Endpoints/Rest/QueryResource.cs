using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Soql;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>SOQL over REST: the first page of a query, and those its <c>nextRecordsUrl</c> leads to.</summary>
internal sealed partial class QueryResource(OrgState org)
{
    private readonly SoqlRunner _runner = new(org);

    public OrgAnswer First(OrgRequest request, string version)
    {
        string? soql = request.Query.Value("q");
        if (string.IsNullOrWhiteSpace(soql))
            return RestErrors.Write(400, "A query string has to be specified", "MALFORMED_QUERY");

        try
        {
            SoqlResult result = _runner.Run(soql);
            if (request.Query.Value("columns") == "true")
                return QueryColumns.Show(result);
            return Page(request, result, id: null, offset: 0, version);
        }
        catch (SoqlException ex)
        {
            return RestErrors.Write(400, ex.Message, ex.ErrorCode);
        }
    }

    public OrgAnswer Next(OrgRequest request, string locator, string version) =>
        org.Cursors.Find(locator) is var (result, id, offset)
            ? Page(request, result, id, offset, version)
            : RestErrors.Write(400, "invalid query locator", "INVALID_QUERY_LOCATOR");

    private OrgAnswer Page(OrgRequest request, SoqlResult result, string? id, int offset, string version)
    {
        if (result.IsCount)
            return OrgAnswer.Json(
                200,
                new
                {
                    totalSize = result.Count,
                    done = true,
                    records = Array.Empty<object>(),
                }
            );

        int next = Math.Min(result.Count, offset + PageSize(request));
        Dictionary<string, object?> page = new() { ["totalSize"] = result.Count, ["done"] = next >= result.Count };
        if (next < result.Count)
            page["nextRecordsUrl"] = FormattableString.Invariant(
                $"{Paths.Rest}/{version}/query/{id ?? org.Cursors.Keep(result)}-{next}"
            );
        page["records"] = result.Page(offset, next - offset, version);
        return OrgAnswer.Json(200, page);
    }

    /// <summary>The header <c>Sforce-Query-Options: batchSize=n</c> asks for 200 to 2,000 records a page.</summary>
    private int PageSize(OrgRequest request)
    {
        int size = Math.Max(1, org.Scenario.QueryPageSize);
        Match asked = BatchSize().Match(request.Header("Sforce-Query-Options") ?? "");
        return asked.Success
            ? Math.Min(size, Math.Clamp(int.Parse(asked.Groups[1].Value, CultureInfo.InvariantCulture), 200, 2_000))
            : size;
    }

    [GeneratedRegex(@"batchSize\s*=\s*(\d{1,6})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BatchSize();
}
