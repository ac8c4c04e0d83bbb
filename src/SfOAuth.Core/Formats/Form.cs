using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace SfOAuth.Formats;

/// <summary>
/// Names and values as <c>application/x-www-form-urlencoded</c> writes them (RFC 6749, appendix B), in order.
/// </summary>
internal static class Form
{
    internal static string Write(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join(
            "&",
            fields.Select(field => Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value))
        );

    /// <summary>The first value of each name; a name without <c>=</c> has an empty value.</summary>
    internal static Dictionary<string, string> Read(string text)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string pair in text.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            string name = WebUtility.UrlDecode(equals < 0 ? pair : pair.Substring(0, equals));
            if (!fields.ContainsKey(name))
                fields.Add(name, equals < 0 ? "" : WebUtility.UrlDecode(pair.Substring(equals + 1)));
        }

        return fields;
    }
}
