using System;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.FakeOrg.Data;

/// <summary>An object of the org: what its records have for fields.</summary>
internal sealed class SObjectType(string name, string keyPrefix, params SObjectField[] fields)
{
    public string Name { get; } = name;

    public string KeyPrefix { get; } = keyPrefix;

    public IReadOnlyList<SObjectField> Fields { get; } = fields;

    /// <summary>False: records are the org's own and can't be written here.</summary>
    public bool IsWritable { get; init; } = true;

    /// <summary>True: whatever field is asked, there is one; the object of made-up records.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Field names ignore case, as everywhere in Salesforce.</summary>
    public SObjectField? Find(string field) =>
        Fields.FirstOrDefault(candidate => candidate.Name.Equals(field, StringComparison.OrdinalIgnoreCase))
        ?? (IsOpen ? new SObjectField(field, FieldType.String) : null);

    public SObjectField? FindRelationship(string name) =>
        Fields.FirstOrDefault(field => name.Equals(field.Relationship, StringComparison.OrdinalIgnoreCase));
}
