using System;
using System.Reflection;
using System.Text.Json;

namespace SfOAuth.FakeOrg.Control;

/// <summary>Sets C# properties from JSON ones of the same name.</summary>
internal static class PropertyMerge
{
    public static void SetAll(object target, JsonElement changes, string except)
    {
        foreach (JsonProperty change in changes.EnumerateObject())
        {
            if (change.Name != except)
                Set(target, change);
        }
    }

    /// <exception cref="JsonException">There is no such property; the message names it.</exception>
    public static void Set(object target, JsonProperty change)
    {
        PropertyInfo? property = target
            .GetType()
            .GetProperty(change.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        if (property is null || !property.CanWrite)
            throw new JsonException($"Unknown property '{change.Name}'.");

        try
        {
            property.SetValue(target, change.Value.Deserialize(property.PropertyType, ControlJson.Options));
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException)
        {
            throw new JsonException($"'{change.Name}' can't be {change.Value.GetRawText()}.", ex);
        }
    }
}
