using System;
using System.Collections.Generic;

namespace SfOAuth.FakeOrg.Data;

/// <summary>Why a record was not written, in the words of the REST API.</summary>
internal sealed record RecordError(string StatusCode, string Message, IReadOnlyList<string> Fields)
{
    public static RecordError NoSuchField(string field, SObjectType type) =>
        new("INVALID_FIELD", $"No such column '{field}' on sobject of type {type.Name}", []);

    public static RecordError NotWritable(string field) =>
        new(
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            $"Unable to create/update fields: {field}. Please check the security settings of this field and verify "
                + "that it is "
                + "read/write for your profile or permission set.",
            [field]
        );

    public static RecordError Missing(IReadOnlyList<string> fields) =>
        new("REQUIRED_FIELD_MISSING", $"Required fields are missing: [{string.Join(", ", fields)}]", fields);

    public static RecordError TooLong(SObjectField field, string value) =>
        new(
            "STRING_TOO_LONG",
            $"{field.Name}: data value too large: {value} (max length={field.Length})",
            [field.Name]
        );

    public static RecordError BadEmail(SObjectField field, string value) =>
        new("INVALID_EMAIL_ADDRESS", $"{field.Name}: invalid email address: {value}", [field.Name]);

    public static RecordError BadValue(SObjectField field, string value) =>
        new("JSON_PARSER_ERROR", $"Cannot deserialize instance of {field.TypeName} from value {value}", []);

    public static RecordError BadReference(SObjectField field, string value) =>
        new("INVALID_CROSS_REFERENCE_KEY", $"invalid cross reference id: {value}", [field.Name]);

    public static RecordError NoSuchRecord => new("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", []);

    public static RecordError Deleted => new("ENTITY_IS_DELETED", "entity is deleted", []);

    public static RecordError RolledBack =>
        new(
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header",
            []
        );

    public static RecordError NotAllowed(SObjectType type) =>
        new("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", $"entity type cannot be written: {type.Name}", []);
}

internal sealed class RecordException(RecordError error) : Exception(error.Message)
{
    public RecordError Error { get; } = error;
}
