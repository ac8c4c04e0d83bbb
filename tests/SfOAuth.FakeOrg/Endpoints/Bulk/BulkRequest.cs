using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Bulk;

/// <summary>The fields of a job request, from JSON or XML.</summary>
internal static class BulkRequest
{
    /// <returns>Null when the body is neither.</returns>
    public static Dictionary<string, string>? Read(OrgRequest request)
    {
        try
        {
            if (BulkAnswer.IsJson(request))
            {
                return JsonDocument
                    .Parse(request.Body)
                    .RootElement.EnumerateObject()
                    .ToDictionary(field => field.Name, field => field.Value.ToString());
            }

            using MemoryStream body = new(request.Body);
            return XElement
                .Load(body)
                .Elements()
                .ToDictionary(element => element.Name.LocalName, element => element.Value);
        }
        catch (System.Exception ex) when (ex is JsonException or XmlException or System.InvalidOperationException)
        {
            return null;
        }
    }
}
