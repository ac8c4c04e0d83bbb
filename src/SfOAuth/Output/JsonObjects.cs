using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SfOAuth.Output;

/// <summary>
/// JSON as PowerShell objects, the same in both PowerShells: texts stay the texts Salesforce sent, dates among them, and no
/// length is too long, as two megabytes are for ConvertFrom-Json of Windows PowerShell.
/// </summary>
internal static class JsonObjects
{
    /// <exception cref="FormatException">The text is not JSON.</exception>
    internal static object? Read(string json)
    {
        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max);
            return ToValue(XElement.Load(reader));
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException("The text is not JSON.", exception);
        }
    }

    private static object? ToValue(XElement element) => TypeOf(element) switch
    {
        "object" => ToObject(element),
        "array" => element.Elements().Select(ToValue).ToArray(),
        "number" => ToNumber(element.Value),
        "boolean" => element.Value == "true",
        "null" => null,
        _ => element.Value,
    };

    private static PSObject ToObject(XElement element)
    {
        var result = new PSObject();
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (XElement member in element.Elements())
        {
            // A name that XML can't spell stands in an attribute. PowerShell tells no names apart by case alone.
            string name = member.Attribute("item")?.Value ?? member.Name.LocalName;
            if (names.Add(name))
                result.Properties.Add(new PSNoteProperty(name, ToValue(member)));
        }

        return result;
    }

    private static object ToNumber(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return whole is >= int.MinValue and <= int.MaxValue ? (int)whole : (object)whole;
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static string TypeOf(XElement element) => element.Attribute("type")?.Value ?? "string";
}
