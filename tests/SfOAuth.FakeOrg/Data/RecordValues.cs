using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace SfOAuth.FakeOrg.Data;

/// <summary>What a request wants to write, checked as Salesforce checks it.</summary>
internal static class RecordValues
{
    /// <exception cref="RecordException">The first thing that is wrong.</exception>
    public static Dictionary<SObjectField, object?> Read(SObjectType type, JsonElement body, RecordStore records)
    {
        Dictionary<SObjectField, object?> values = [];
        foreach (JsonProperty property in body.EnumerateObject().Where(property => property.Name != "attributes"))
        {
            SObjectField field =
                type.Find(property.Name) ?? throw new RecordException(RecordError.NoSuchField(property.Name, type));
            if (!field.IsWritable)
                throw new RecordException(RecordError.NotWritable(field.Name));
            values[field] = Checked(field, Parse(field, property.Value), records);
        }

        return values;
    }

    public static void RequireAll(SObjectType type, IReadOnlyDictionary<SObjectField, object?> values)
    {
        string[] missing = type
            .Fields.Where(field => field.IsRequired && (!values.TryGetValue(field, out object? value) || value is null))
            .Select(field => field.Name)
            .ToArray();
        if (missing.Length > 0)
            throw new RecordException(RecordError.Missing(missing));
    }

    private static object? Parse(SObjectField field, JsonElement value)
    {
        if (
            value.ValueKind == JsonValueKind.Null
            || (value.ValueKind == JsonValueKind.String && value.GetString() == "")
        )
            return null;

        object? parsed = (field.Type, value.ValueKind) switch
        {
            (FieldType.Boolean, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
            (FieldType.Int or FieldType.Double, JsonValueKind.Number) => value.GetDecimal(),
            // Numbers and flags in quotes are taken, as a file of values has them.
            (FieldType.Boolean, JsonValueKind.String) => bool.TryParse(value.GetString(), out bool flag) ? flag : null,
            (FieldType.Int or FieldType.Double, JsonValueKind.String) => ParseNumber(value.GetString()!),
            (FieldType.Date, JsonValueKind.String) => ParseDate(value.GetString()!),
            (FieldType.DateTime, JsonValueKind.String) => ParseTime(value.GetString()!),
            _ when field.IsText && value.ValueKind is JsonValueKind.String => value.GetString()!.Trim(),
            _ when field.IsText && value.ValueKind is JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return parsed ?? throw new RecordException(RecordError.BadValue(field, value.GetRawText()));
    }

    private static decimal? ParseNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static DateOnly? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : null;

    private static DateTimeOffset? ParseTime(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time
        )
            ? time
            : null;

    private static object? Checked(SObjectField field, object? value, RecordStore records)
    {
        if (value is not string text)
            return value;
        if (text.Length > field.Length)
            throw new RecordException(RecordError.TooLong(field, text));
        if (
            field.Type == FieldType.Email
            && (!text.Contains('@', StringComparison.Ordinal) || text.Contains(' ', StringComparison.Ordinal))
        )
            throw new RecordException(RecordError.BadEmail(field, text));
        if (field.ReferenceTo is null)
            return text;
        return records.Find(Schema.Find(field.ReferenceTo)!, text)?.Id
            ?? throw new RecordException(RecordError.BadReference(field, text));
    }
}
