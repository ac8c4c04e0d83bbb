using System;
using SfOAuth.FakeOrg.Data;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>Finds the fields a query names, in the type it is about and in those its references lead to.</summary>
internal sealed class SoqlFields(string query, SObjectType type, RecordStore records)
{
    /// <exception cref="SoqlException">There is no such field.</exception>
    public SObjectField Find(SoqlField field)
    {
        if (field.Relationship is not { } relationship)
            return type.Find(field.Name) ?? throw SoqlException.NoSuchField(query, field, type.Name);
        if (type.FindRelationship(relationship) is not { } reference)
        {
            throw SoqlException.At(
                query,
                field.Position,
                $"Didn't understand relationship '{relationship}' in field path. If you are attempting to use a "
                    + "custom relationship, "
                    + "be sure to append the '__r' after the custom relationship name.",
                "INVALID_FIELD"
            );
        }

        SObjectType parent = Schema.Find(reference.ReferenceTo!)!;
        return parent.Find(field.Name) ?? throw SoqlException.NoSuchField(query, field, parent.Name);
    }

    public object? ValueOf(SObjectRecord record, SoqlField field)
    {
        SObjectRecord? owner = field.Relationship is null ? record : ParentOf(record, field.Relationship);
        return owner?[Find(field).Name];
    }

    public SObjectRecord? ParentOf(SObjectRecord record, string relationship)
    {
        SObjectField reference = type.FindRelationship(relationship)!;
        return record[reference.Name] is string id ? records.Find(Schema.Find(reference.ReferenceTo!)!, id) : null;
    }

    /// <summary>Texts without regard to case, ids as both of their lengths; null is less than everything.</summary>
    public static int Compare(SObjectField field, object? left, object? right)
    {
        if (left is null || right is null)
            return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        if (field.Type is FieldType.Id or FieldType.Reference)
            return string.CompareOrdinal(Short((string)left), Short((string)right));
        if (left is string text)
            return string.Compare(text, (string)right, StringComparison.OrdinalIgnoreCase);
        return ((IComparable)left).CompareTo(right);
    }

    private static string Short(string id) => id.Length == 18 ? id[..15] : id;
}
