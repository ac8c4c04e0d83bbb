using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace SfOAuth.Protocol;

/// <summary>
/// A JSON object as names and texts, by the reader that both PowerShells have in the box; it shows JSON as XML.
/// Numbers and booleans keep their spelling, null is left out, and an inner object or array stays JSON.
/// </summary>
internal static class JsonFields
{
    /// <exception cref="FormatException">The text is not one JSON object.</exception>
    internal static Dictionary<string, string> Read(string json)
    {
        if (!IsOneObject(json.Trim()))
            throw new FormatException("The text is not one whole JSON object.");
        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max);
            reader.MoveToContent();
            return ReadObject(reader);
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException or ArgumentException)
        {
            // The reader's own text can quote what it read, so it goes no further.
            throw new FormatException("The text is not JSON.");
        }
    }

    internal static string Write(IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var buffer = new MemoryStream();
        using (XmlDictionaryWriter writer = JsonReaderWriterFactory.CreateJsonWriter(buffer, new UTF8Encoding(false), ownsStream: false))
        {
            writer.WriteStartElement("root");
            writer.WriteAttributeString("type", "object");
            foreach (KeyValuePair<string, string> field in fields)
                WriteField(writer, field);
            writer.WriteEndElement();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The reader closes by itself what a cut-off text left open, and stops at the object's end whatever follows.</summary>
    private static bool IsOneObject(string json)
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
                return json[0] == '{' && i == json.Length - 1;
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

    private static void WriteField(XmlDictionaryWriter writer, KeyValuePair<string, string> field)
    {
        writer.WriteStartElement("a", "item", "item");
        writer.WriteAttributeString("item", field.Key);
        writer.WriteString(field.Value);
        writer.WriteEndElement();
    }

    private static string TypeOf(XmlDictionaryReader reader) => reader.GetAttribute("type") ?? "string";
}
