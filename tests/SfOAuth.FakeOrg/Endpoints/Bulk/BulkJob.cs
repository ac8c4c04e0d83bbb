using System;
using System.Collections.Generic;
using System.Globalization;
using SfOAuth.FakeOrg.Data;

namespace SfOAuth.FakeOrg.Endpoints.Bulk;

/// <summary>A job of the Bulk API 1.0: created, shown, closed; nothing is ever loaded with it.</summary>
internal sealed record BulkJob(
    string Id,
    string Operation,
    string Object,
    string ContentType,
    string CreatedById,
    DateTimeOffset CreatedDate
)
{
    public string State { get; init; } = "Open";

    public IReadOnlyList<(string Name, object Value)> Fields(string version) =>
        [
            ("id", Id),
            ("operation", Operation),
            ("object", Object),
            ("createdById", CreatedById),
            ("createdDate", SObjectField.ToJson(CreatedDate)!),
            ("systemModstamp", SObjectField.ToJson(CreatedDate)!),
            ("state", State),
            ("concurrencyMode", "Parallel"),
            ("contentType", ContentType),
            ("numberBatchesQueued", 0),
            ("numberBatchesTotal", 0),
            ("numberRecordsProcessed", 0),
            ("apiVersion", decimal.Parse(version, CultureInfo.InvariantCulture)),
        ];
}
