using System;
using System.Collections.Generic;
using System.IO;
using System.Xml;

namespace SfOAuth.Formats;

/// <summary>The children of an XML answer's one element as names and texts. DTDs and entities are refused.</summary>
internal static class Xml
{
    private static readonly XmlReaderSettings _settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
    };

    /// <exception cref="FormatException">The text is not well-formed XML.</exception>
    internal static Dictionary<string, string> Read(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), _settings);
            reader.MoveToContent();
            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            bool empty = reader.IsEmptyElement;
            reader.ReadStartElement();
            while (!empty && reader.NodeType != XmlNodeType.EndElement)
                ReadField(reader, fields);
            while (reader.Read())
            {
                // To the end, so that what is cut off or follows after does not pass.
            }

            return fields;
        }
        catch (XmlException)
        {
            // The reader's own text can quote what it read, so it goes no further.
            throw new FormatException("The text is not XML.");
        }
    }

    private static void ReadField(XmlReader reader, Dictionary<string, string> fields)
    {
        if (reader.NodeType != XmlNodeType.Element)
        {
            reader.Read();
            return;
        }

        string name = reader.LocalName;
        using (XmlReader field = reader.ReadSubtree())
        {
            field.Read();
            string inner = field.ReadInnerXml();
            fields[name] = inner.Contains("<") ? inner : System.Net.WebUtility.HtmlDecode(inner);
        }

        reader.Read();
    }
}
