using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SfOAuth.Formats;

/// <summary>
/// A JSON object as names and texts. Numbers and booleans keep their spelling, null is left out, and an inner object or
/// array stays JSON. Of two members of one name the first counts, as in a form: to refuse them could lose a token that
/// exists nowhere else.
/// </summary>
internal static class Json
{
    /// <exception cref="FormatException">The text is not one JSON object.</exception>
    internal static Dictionary<string, string> Read(string json)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        HashSet<string> names = new(StringComparer.Ordinal);
        JsonReader reader = new(json);
        reader.Enter('{');
        while (reader.NextMember(out string name))
        {
            string? text = ReadText(reader);
            if (names.Add(name) && text is not null)
                fields.Add(name, text);
        }

        reader.ReadEnd();
        return fields;
    }

    /// <summary>The objects in an array; other values in it are left out.</summary>
    /// <exception cref="FormatException">The text is not one JSON array.</exception>
    internal static List<Dictionary<string, string>> ReadObjects(string json) =>
        ReadArray(json, reader => reader.Peek() == '{' ? reader.ReadRaw() : Discard(reader)).ConvertAll(Read);

    /// <summary>The texts in an array; objects and arrays in it stay JSON.</summary>
    /// <exception cref="FormatException">The text is not one JSON array.</exception>
    internal static List<string> ReadTexts(string json) => ReadArray(json, ReadText);

    /// <param name="fields">Written as strings.</param>
    /// <param name="numbers">The names of those that are written as numbers.</param>
    internal static string Write(IEnumerable<KeyValuePair<string, string>> fields, params string[] numbers)
    {
        StringBuilder json = new("{");
        foreach (KeyValuePair<string, string> field in fields)
        {
            if (json.Length > 1)
                json.Append(',');
            WriteString(json, field.Key);
            json.Append(':');
            if (Array.IndexOf(numbers, field.Key) < 0)
                WriteString(json, field.Value);
            else
                json.Append(field.Value);
        }

        return json.Append('}').ToString();
    }

    private static List<string> ReadArray(string json, Func<JsonReader, string?> readItem)
    {
        List<string> items = [];
        JsonReader reader = new(json);
        reader.Enter('[');
        while (reader.NextItem())
        {
            if (readItem(reader) is string item)
                items.Add(item);
        }

        reader.ReadEnd();
        return items;
    }

    private static string? ReadText(JsonReader reader) =>
        reader.Peek() switch
        {
            '"' => reader.ReadString(),
            'n' => Discard(reader),
            _ => reader.ReadRaw(),
        };

    private static string? Discard(JsonReader reader)
    {
        reader.ReadRaw();
        return null;
    }

    /// <summary>Half of a surrogate pair can't be written in UTF-8, so that it stays an escape.</summary>
    private static void WriteString(StringBuilder json, string text)
    {
        json.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else if (character < ' ' || (char.IsSurrogate(character) && !IsInPair(text, i)))
                json.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)character);
            else
                json.Append(character);
        }

        json.Append('"');
    }

    private static bool IsInPair(string text, int index) =>
        (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
        || (index > 0 && char.IsSurrogatePair(text[index - 1], text[index]));
}
