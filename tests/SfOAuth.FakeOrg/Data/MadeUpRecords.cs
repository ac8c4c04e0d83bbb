using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Data;

/// <summary>
/// As many records of any object as a test wants, with every field that is asked: for tests of paging.
/// </summary>
internal sealed class MadeUpRecords(string type, int count)
{
    public SObjectType Type { get; } = new(type, Schema.Find(type)?.KeyPrefix ?? "a00") { IsOpen = true };

    public IEnumerable<SObjectRecord> Rows(IReadOnlyList<string> fields) =>
        Enumerable
            .Range(1, count)
            .Select(number =>
            {
                SObjectRecord record = new(Type, SalesforceId.Numbered(Type.KeyPrefix, number));
                foreach (string field in fields.Where(field => !field.Equals("Id", StringComparison.OrdinalIgnoreCase)))
                    record[field] = FormattableString.Invariant($"{field} {number}");
                return record;
            });
}
