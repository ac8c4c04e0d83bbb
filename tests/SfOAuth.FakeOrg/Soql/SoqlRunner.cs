using System.Collections.Generic;
using System.Linq;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>Answers a query from the org's records.</summary>
internal sealed class SoqlRunner(OrgState org)
{
    /// <exception cref="SoqlException">The query is refused.</exception>
    public SoqlResult Run(string text)
    {
        SoqlQuery query = SoqlParser.Parse(text);
        MadeUpRecords? madeUp = org.Scenario.QueryRecords is { } count
            ? new MadeUpRecords(query.From.Path, count)
            : null;
        SObjectType type =
            madeUp?.Type
            ?? Schema.Find(query.From.Path)
            ?? throw SoqlException.NoSuchType(text, query.From.Path, query.From.Position);
        SoqlFields fields = new(text, type, org.Records);
        foreach (SoqlField field in query.Fields)
            fields.Find(field);

        IEnumerable<SObjectRecord> rows =
            madeUp?.Rows([.. query.Fields.Select(field => field.Name)]) ?? org.Records.RowsOf(type);
        rows = rows.Where(new SoqlFilter(text, fields, new SoqlValues(text, org.Clock)).Of(query.Where));
        rows = Sort(rows, query.OrderBy, fields).Skip(query.Offset);
        return new SoqlResult(query, type, fields, (query.Limit is { } limit ? rows.Take(limit) : rows).ToArray());
    }

    private static IEnumerable<SObjectRecord> Sort(
        IEnumerable<SObjectRecord> rows,
        IEnumerable<SoqlOrder> order,
        SoqlFields fields
    )
    {
        foreach (SoqlOrder one in order.Reverse())
            rows = rows.Order(new RowComparer(one, fields.Find(one.Field), fields));
        return rows;
    }

    private sealed class RowComparer(SoqlOrder order, SObjectField field, SoqlFields fields) : IComparer<SObjectRecord>
    {
        public int Compare(SObjectRecord? x, SObjectRecord? y)
        {
            object? left = fields.ValueOf(x!, order.Field);
            object? right = fields.ValueOf(y!, order.Field);
            if (order.NullsFirst is { } first && (left is null) != (right is null))
                return (left is null) == first ? -1 : 1;

            int compared = SoqlFields.Compare(field, left, right);
            return order.IsDescending ? -compared : compared;
        }
    }
}
