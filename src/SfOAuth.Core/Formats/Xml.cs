using System;
using System.Collections.Generic;
using System.IO;
using System.Xml;
using System.Xml.Linq;

namespace SfOAuth.Formats;

/// <summary>The children of an XML answer's one element as names and texts; an inner element
/// stays XML, and of two of one name the first counts, as in JSON. DTDs and entities are refused.</summary>
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
            RequireShallow(xml);
            using var reader = XmlReader.Create(new StringReader(xml), _settings);
            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            foreach (XElement field in XElement.Load(reader).Elements())
            {
                if (!fields.ContainsKey(field.Name.LocalName))
                    fields.Add(field.Name.LocalName, field.HasElements ? string.Concat(field.Nodes()) : field.Value);
            }

            return fields;
        }
        catch (XmlException)
        {
            // The reader's own text can quote what it read, so it goes no further.
            throw new FormatException("The text is not XML.");
        }
    }

    // To the end, so that what is cut off or follows after does not pass either.
    private static void RequireShallow(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), _settings);
        while (reader.Read())
        {
            if (reader.Depth > JsonReader.LargestDepth)
                throw new FormatException("The text is nested too deeply.");
        }
    }
}
