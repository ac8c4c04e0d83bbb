using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace SfOAuth.FakeOrg.Messages;

/// <summary><c>application/x-www-form-urlencoded</c>, both ways.</summary>
internal static class FormEncoding
{
    public static IReadOnlyList<FormField> Decode(string text)
    {
        if (text.Length == 0)
            return [];

        List<FormField> fields = [];
        foreach (string pair in text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            fields.Add(new FormField(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value)));
        }

        return fields;
    }

    public static string Encode(IEnumerable<FormField> fields) =>
        string.Join(
            '&',
            fields.Select(field => WebUtility.UrlEncode(field.Name) + "=" + WebUtility.UrlEncode(field.Value))
        );

    public static string? Value(this IReadOnlyList<FormField> fields, string name)
    {
        foreach (FormField field in fields)
        {
            if (field.Name == name)
                return field.Value;
        }

        return null;
    }
}
