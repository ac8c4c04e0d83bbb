using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Formats;

namespace SfOAuth.Output;

/// <summary>
/// JSON as PowerShell objects, the same in both PowerShells: texts stay the texts Salesforce sent, dates among them,
/// and no length is too long, as two megabytes are for ConvertFrom-Json of Windows PowerShell.
/// </summary>
internal static class JsonObjects
{
    // PowerShell keeps these for itself, and gives no object a property of the name.
    private static readonly string[] _reserved = ["", "psobject", "psbase", "psadapted", "psextended"];

    private const string Attributes = "attributes";

    /// <summary>
    /// As objects. One whose names no object can have side by side, as those that differ by case alone, is a dictionary
    /// in its place, so that nothing is lost.
    /// </summary>
    /// <exception cref="FormatException">The text is not JSON.</exception>
    internal static object? Read(string json, bool withAttributes = true) =>
        JsonValues.Read(json, members => ToObject(Choose(members, withAttributes)));

    /// <summary>As dictionaries that tell names apart by case and keep their order.</summary>
    /// <exception cref="FormatException">The text is not JSON.</exception>
    internal static object? ReadAsHashtable(string json, bool withAttributes = true) =>
        JsonValues.Read(json, members => ToDictionary(Choose(members, withAttributes)));

    /// <summary>
    /// Without what tells of each record only its type and path: in a table or a file it is a column of no use, and
    /// what is read back from there is refused for it.
    /// </summary>
    private static List<KeyValuePair<string, object?>> Choose(
        List<KeyValuePair<string, object?>> members,
        bool withAttributes
    )
    {
        if (!withAttributes)
            members.RemoveAll(member => member.Key == Attributes && IsOfRecord(member.Value));
        return members;
    }

    private static bool IsOfRecord(object? value)
    {
        string[] names = value switch
        {
            IDictionary table => [.. table.Keys.Cast<string>()],
            PSObject record => [.. record.Properties.Select(property => property.Name)],
            _ => [],
        };
        return names.Contains("type") && names.All(name => name is "type" or "url");
    }

    private static object ToObject(List<KeyValuePair<string, object?>> members)
    {
        HashSet<string> names = new(_reserved, StringComparer.OrdinalIgnoreCase);
        if (!members.TrueForAll(member => names.Add(member.Key)))
        {
            OrderedDictionary dictionary = ToDictionary(members);
            names = new(_reserved, StringComparer.OrdinalIgnoreCase);
            if (!dictionary.Keys.Cast<string>().All(names.Add))
                return dictionary;
            members = members
                .GroupBy(member => member.Key, StringComparer.Ordinal)
                .Select(group => group.First())
                .ToList();
        }

        var result = new PSObject();
        foreach (KeyValuePair<string, object?> member in members)
            result.Properties.Add(new PSNoteProperty(member.Key, member.Value));
        return result;
    }

    /// <summary>Of two members of one name the first counts.</summary>
    private static OrderedDictionary ToDictionary(List<KeyValuePair<string, object?>> members)
    {
        OrderedDictionary dictionary = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (!dictionary.Contains(member.Key))
                dictionary.Add(member.Key, member.Value);
        }

        return dictionary;
    }
}
