using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace SfOAuth.Formats;

/// <summary>
/// A whole JSON text as values: texts, numbers, booleans, arrays, null, and objects as the caller makes them out of
/// their members. Dates stay the texts they are.
/// </summary>
internal static class JsonValues
{
    /// <param name="json">One JSON text.</param>
    /// <param name="makeObject">Gets the members in order, names that stand twice among them.</param>
    /// <exception cref="FormatException">The text is not JSON, or nests deeper than any answer does.</exception>
    internal static object? Read(string json, Func<List<KeyValuePair<string, object?>>, object> makeObject)
    {
        JsonReader reader = new(json);
        object? value = ReadValue(reader, makeObject);
        reader.ReadEnd();
        return value;
    }

    private static object? ReadValue(JsonReader reader, Func<List<KeyValuePair<string, object?>>, object> makeObject) =>
        reader.Peek() switch
        {
            '{' => makeObject(ReadMembers(reader, makeObject)),
            '[' => ReadItems(reader, makeObject),
            '"' => reader.ReadString(),
            'n' or 't' or 'f' => ToWord(reader.ReadWord()),
            _ => ToNumber(reader.ReadNumber()),
        };

    private static List<KeyValuePair<string, object?>> ReadMembers(
        JsonReader reader,
        Func<List<KeyValuePair<string, object?>>, object> makeObject
    )
    {
        List<KeyValuePair<string, object?>> members = [];
        reader.Enter('{');
        while (reader.NextMember(out string name))
            members.Add(new(name, ReadValue(reader, makeObject)));
        return members;
    }

    private static object?[] ReadItems(JsonReader reader, Func<List<KeyValuePair<string, object?>>, object> makeObject)
    {
        List<object?> items = [];
        reader.Enter('[');
        while (reader.NextItem())
            items.Add(ReadValue(reader, makeObject));
        return [.. items];
    }

    private static object? ToWord(string word) => word == "null" ? null : word == "true";

    /// <summary>The smallest kind that holds it; what none holds keeps its spelling.</summary>
    private static object ToNumber(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return whole is >= int.MinValue and <= int.MaxValue ? (int)whole : (object)whole;
        if (text.IndexOfAny(['.', 'e', 'E']) < 0)
            return ToBigNumber(text);
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsInfinity(number)
            ? number
            : text;
    }

    // Beyond some length it is no number that anybody counts with, and parsing takes the square of the length.
    private static object ToBigNumber(string text) =>
        text.Length <= 400 ? BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : text;
}
