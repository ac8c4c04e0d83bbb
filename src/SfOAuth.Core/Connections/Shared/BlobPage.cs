using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace SfOAuth.Connections.Shared;

/// <summary>One page of a container's list (List Blobs of the REST reference).</summary>
/// <param name="Entries">In the order of their names.</param>
/// <param name="Next">Where the next page begins; null after the last.</param>
internal sealed record BlobPage(IReadOnlyList<BlobEntry> Entries, string? Next)
{
    private static readonly XmlReaderSettings _settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <exception cref="FormatException">It is no such list.</exception>
    internal static BlobPage Read(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new System.IO.StringReader(xml), _settings);
            XElement root = XDocument.Load(reader).Root!;
            BlobEntry[] entries = [.. root.Elements("Blobs").Elements("Blob").Select(ReadEntry)];
            string? next = (string?)root.Element("NextMarker");
            return root.Name == "EnumerationResults"
                ? new BlobPage(entries, string.IsNullOrEmpty(next) ? null : next)
                : throw new FormatException("Another element.");
        }
        catch (XmlException)
        {
            // The reader's own text can quote what it read, so it goes no further.
            throw new FormatException("The list is not XML.");
        }
    }

    private static BlobEntry ReadEntry(XElement blob)
    {
        string name = (string?)blob.Element("Name") ?? throw new FormatException("A blob without a name.");
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        foreach (XElement field in blob.Elements("Metadata").Elements())
            metadata[field.Name.LocalName] = field.Value;
        return new BlobEntry(name, metadata);
    }
}
