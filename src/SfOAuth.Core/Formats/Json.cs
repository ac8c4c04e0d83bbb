using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace SfOAuth.Formats;

/// <summary>
/// A JSON object as names and texts, by the reader that both PowerShells have in the box; it shows JSON as XML.
/// Numbers and booleans keep their spelling, null is left out, and an inner object or array stays JSON.
/// </summary>
internal static class Json
{
    /// <exception cref="FormatException">The text is not one JSON object.</exception>
    internal static Dictionary<string, string> Read(string json) => ReadWhole(json, '{', ReadObject);

    /// <summary>The objects in an array; other values in it are left out.</summary>
    /// <exception cref="FormatException">The text is not one JSON array.</exception>
    internal static List<Dictionary<string, string>> ReadObjects(string json) => ReadWhole(json, '[', ReadArray);

    /// <summary>The texts in an array; objects and arrays in it stay JSON.</summary>
    /// <exception cref="FormatException">The text is not one JSON array.</exception>
    internal static List<string> ReadTexts(string json) => ReadWhole(json, '[', ReadItems);

    /// <param name="fields">Written as strings.</param>
    /// <param name="numbers">The names of those that are written as numbers.</param>
    internal static string Write(IEnumerable<KeyValuePair<string, string>> fields, params string[] numbers)
    {
        using var buffer = new MemoryStream();
        using (XmlDictionaryWriter writer = JsonReaderWriterFactory.CreateJsonWriter(buffer, new UTF8Encoding(false), ownsStream: false))
        {
            writer.WriteStartElement("root");
            writer.WriteAttributeString("type", "object");
            foreach (KeyValuePair<string, string> field in fields)
                WriteField(writer, field, Array.IndexOf(numbers, field.Key) < 0 ? "string" : "number");
            writer.WriteEndElement();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static T ReadWhole<T>(string json, char opening, Func<XmlDictionaryReader, T> read)
    {
        if (!IsWhole(json.Trim(), opening))
            throw new FormatException("The text is not one whole JSON value of the kind that is expected.");
        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max);
            reader.MoveToContent();
            return read(reader);
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException or ArgumentException)
        {
            // The reader's own text can quote what it read, so it goes no further.
            throw new FormatException("The text is not JSON.");
        }
    }

    /// <summary>The reader closes by itself what a cut-off text left open, and stops at the object's end whatever follows.</summary>
    private static bool IsWhole(string json, char opening)
    {
        int depth = 0;
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            char character = json[i];
            if (inString && character == '\\')
                i++;
            else if (character == '"')
                inString = !inString;
            else if (!inString && character is '{' or '[')
                depth++;
            else if (!inString && character is '}' or ']' && --depth == 0)
                return json[0] == opening && i == json.Length - 1;
        }

        return false;
    }

    private static Dictionary<string, string> ReadObject(XmlDictionaryReader reader)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        bool empty = reader.IsEmptyElement;
        reader.Read();
        while (!empty && reader.NodeType == XmlNodeType.Element)
        {
            // A name that XML can't spell stands in an attribute.
            string name = reader.GetAttribute("item") ?? reader.LocalName;
            string? value = ReadValue(reader);
            if (value is not null)
                fields[name] = value;
        }

        return fields;
    }

    private static List<Dictionary<string, string>> ReadArray(XmlDictionaryReader reader)
    {
        List<Dictionary<string, string>> objects = [];
        bool empty = reader.IsEmptyElement;
        reader.Read();
        while (!empty && reader.NodeType == XmlNodeType.Element)
        {
            bool isObject = TypeOf(reader) == "object";
            string? value = ReadValue(reader);
            if (isObject && value is not null)
                objects.Add(Read(value));
        }

        return objects;
    }

    private static List<string> ReadItems(XmlDictionaryReader reader)
    {
        List<string> items = [];
        bool empty = reader.IsEmptyElement;
        reader.Read();
        while (!empty && reader.NodeType == XmlNodeType.Element)
        {
            if (ReadValue(reader) is string item)
                items.Add(item);
        }

        return items;
    }

    private static string? ReadValue(XmlDictionaryReader reader)
    {
        switch (TypeOf(reader))
        {
            case "null":
                reader.Skip();
                return null;
            case "object":
            case "array":
                return ReadInner(reader);
            default:
                return reader.ReadElementContentAsString();
        }
    }

    private static string ReadInner(XmlDictionaryReader reader)
    {
        using var buffer = new MemoryStream();
        using (XmlDictionaryWriter writer = JsonReaderWriterFactory.CreateJsonWriter(buffer, new UTF8Encoding(false), ownsStream: false))
        {
            // The writer's outermost element must be called root.
            writer.WriteStartElement("root");
            writer.WriteAttributeString("type", TypeOf(reader));
            using (XmlReader inner = reader.ReadSubtree())
            {
                inner.Read();
                inner.Read();
                while (!inner.EOF && inner.NodeType != XmlNodeType.EndElement)
                    writer.WriteNode(inner, defattr: false);
            }

            writer.WriteEndElement();
        }

        reader.Read();
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteField(XmlDictionaryWriter writer, KeyValuePair<string, string> field, string type)
    {
        writer.WriteStartElement("a", "item", "item");
        writer.WriteAttributeString("item", field.Key);
        writer.WriteAttributeString("type", type);
        writer.WriteString(field.Value);
        writer.WriteEndElement();
    }

    private static string TypeOf(XmlDictionaryReader reader) => reader.GetAttribute("type") ?? "string";
}
