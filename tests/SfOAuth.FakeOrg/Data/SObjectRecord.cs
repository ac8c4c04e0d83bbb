using System;
using System.Collections.Generic;

namespace SfOAuth.FakeOrg.Data;

/// <summary>A record. What it has no value for is null.</summary>
internal sealed class SObjectRecord(SObjectType type, string id)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.OrdinalIgnoreCase) { ["Id"] = id };

    public SObjectType Type { get; } = type;

    public string Id { get; } = id;

    public object? this[string field]
    {
        get => _values.TryGetValue(field, out object? value) ? value : null;
        set => _values[field] = value;
    }

    public SObjectRecord Copy()
    {
        SObjectRecord copy = new(Type, Id);
        foreach ((string field, object? value) in _values)
            copy[field] = value;
        return copy;
    }
}
