using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Bulk;

/// <summary>Answers of the Bulk API 1.0: JSON to a request that is JSON, else XML.</summary>
internal static class BulkAnswer
{
    private static readonly XNamespace Namespace = "http://www.force.com/2009/06/asyncapi/dataload";

    public static bool IsJson(OrgRequest request) =>
        (request.Header("Content-Type") ?? request.Header("Accept") ?? "").StartsWith(
            "application/json",
            System.StringComparison.OrdinalIgnoreCase
        );

    /// <summary>
    /// Every refusal has this shape and status 400, a dead session's too (simple-salesforce#619, camel#826).
    /// </summary>
    public static OrgAnswer Refuse(OrgRequest request, string code, string message) =>
        Write(request, 400, "error", [("exceptionCode", code), ("exceptionMessage", message)]);

    public static OrgAnswer Write(
        OrgRequest request,
        int status,
        string root,
        IReadOnlyList<(string Name, object Value)> fields
    )
    {
        if (IsJson(request))
            return OrgAnswer.Json(status, fields.ToDictionary(field => field.Name, field => field.Value));

        XElement element = new(
            Namespace + root,
            fields.Select(field => new XElement(
                Namespace + field.Name,
                string.Format(CultureInfo.InvariantCulture, "{0}", field.Value)
            ))
        );
        string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + element.ToString(SaveOptions.DisableFormatting);
        return OrgAnswer.Text(status, xml, "application/xml;charset=UTF-8");
    }
}
