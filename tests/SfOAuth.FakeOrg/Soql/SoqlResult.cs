using System.Collections.Generic;
using System.Linq;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>What a query found, whole: the pages are cut from it.</summary>
internal sealed class SoqlResult(SoqlQuery query, SObjectType type, SoqlFields fields, SObjectRecord[] rows)
{
    public int Count => rows.Length;

    public bool IsCount => query.IsCount;

    public SObjectType Type => type;

    public IEnumerable<(string? Relationship, SObjectField Field)> Columns =>
        query.Fields.Select(field => (field.Relationship, fields.Find(field)));

    public object[] Page(int offset, int count, string version) =>
        rows.Skip(offset).Take(count).Select(row => (object)Write(row, version)).ToArray();

    public static object AttributesOf(SObjectRecord record, string version) =>
        new { type = record.Type.Name, url = $"{Paths.Rest}/{version}/sobjects/{record.Type.Name}/{record.Id}" };

    private Dictionary<string, object?> Write(SObjectRecord row, string version)
    {
        Dictionary<string, object?> json = new() { ["attributes"] = AttributesOf(row, version) };
        foreach (SoqlField field in query.Fields)
        {
            SObjectField known = fields.Find(field);
            if (field.Relationship is not { } relationship)
                json[known.Name] = SObjectField.ToJson(row[known.Name]);
            else if (fields.ParentOf(row, relationship) is { } parent)
                Nested(json, relationship, parent, version)[known.Name] = SObjectField.ToJson(parent[known.Name]);
            else
                json[relationship] = null;
        }

        return json;
    }

    private static Dictionary<string, object?> Nested(
        Dictionary<string, object?> json,
        string relationship,
        SObjectRecord parent,
        string version
    )
    {
        if (json.TryGetValue(relationship, out object? known) && known is Dictionary<string, object?> nested)
            return nested;

        Dictionary<string, object?> added = new() { ["attributes"] = AttributesOf(parent, version) };
        json[relationship] = added;
        return added;
    }
}
