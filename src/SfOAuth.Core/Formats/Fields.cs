using System;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.Formats;

/// <summary>Fields of an answer or a document. What is empty says no more than what is missing.</summary>
internal static class Fields
{
    /// <summary>The first of these that has a text; null when none has.</summary>
    internal static string? Find(this IReadOnlyDictionary<string, string> fields, params string[] names)
    {
        foreach (string name in names)
        {
            if (fields.TryGetValue(name, out string? text) && text.Length > 0)
                return text;
        }

        return null;
    }

    /// <summary>Leaves out what is not known.</summary>
    internal static void AddKnown(this Dictionary<string, string> fields, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            fields[name] = value!;
    }

    /// <summary>Adds all of them under names with a prefix.</summary>
    internal static void AddAll(
        this Dictionary<string, string> fields,
        string prefix,
        IEnumerable<KeyValuePair<string, string>>? added
    )
    {
        foreach (KeyValuePair<string, string> field in added ?? [])
            fields[prefix + field.Key] = field.Value;
    }

    /// <summary>Those whose names have the prefix, under their names without it.</summary>
    internal static Dictionary<string, string> Below(this IReadOnlyDictionary<string, string> fields, string prefix) =>
        fields
            .Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(field => field.Key.Substring(prefix.Length), field => field.Value);
}
