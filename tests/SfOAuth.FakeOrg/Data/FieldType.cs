namespace SfOAuth.FakeOrg.Data;

/// <summary>
/// The types of fields that this org's objects have, in the spelling of a describe call when lower case.
/// </summary>
internal enum FieldType
{
    Id,
    String,
    Reference,
    Email,
    Boolean,
    Int,
    Double,
    Date,
    DateTime,
}
