using System;
using System.Globalization;

namespace SfOAuth.FakeOrg.Data;

/// <summary>A field of an object.</summary>
internal sealed record SObjectField(string Name, FieldType Type)
{
    public int Length { get; init; } = 255;

    public bool IsRequired { get; init; }

    /// <summary>False: set by the org alone.</summary>
    public bool IsWritable { get; init; } = true;

    public bool IsExternalId { get; init; }

    /// <summary>The object a reference leads to.</summary>
    public string? ReferenceTo { get; init; }

    /// <summary>
    /// The name that SOQL has for the record a reference leads to: <c>Account</c> for <c>AccountId</c>.
    /// </summary>
    public string? Relationship => ReferenceTo is null ? null : Name[..^2];

    public bool IsText => Type is FieldType.Id or FieldType.String or FieldType.Reference or FieldType.Email;

    public string TypeName => Type.ToString().ToLowerInvariant();

    /// <summary>
    /// As the REST API writes a value: dates in ISO 8601, times in UTC with an offset without a colon.
    /// </summary>
    public static object? ToJson(object? value) =>
        value switch
        {
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)
                + "+0000",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            decimal number when number == decimal.Truncate(number) => decimal.ToInt64(number),
            _ => value,
        };
}
