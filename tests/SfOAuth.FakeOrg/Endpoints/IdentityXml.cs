using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints;

internal static class IdentityXml
{
    public static OrgAnswer Write(Dictionary<string, object?> document) =>
        OrgAnswer.Text(
            200,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + Element("user", document).ToString(SaveOptions.DisableFormatting),
            "application/xml;charset=UTF-8"
        );

    private static XElement Element(string name, object? value) =>
        value switch
        {
            Dictionary<string, object?> fields => new XElement(
                name,
                fields.Select(field => Element(field.Key, field.Value))
            ),
            bool flag => new XElement(name, flag ? "true" : "false"),
            _ => new XElement(name, System.Convert.ToString(value, CultureInfo.InvariantCulture)),
        };
}
