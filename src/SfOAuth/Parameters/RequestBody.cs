using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Xml;
using SfOAuth.Errors;
using SfOAuth.Rest;

namespace SfOAuth.Parameters;

/// <summary>
/// What a user gives as -Body, as the bytes that are sent: text and bytes as they are, the lines of a text joined, and
/// anything else as what the content type says.
/// </summary>
internal static class RequestBody
{
    /// <param name="body">Null for none.</param>
    /// <param name="contentType">With or without parameters.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="SfOAuthException">It can't be sent as this type, or is a file.</exception>
    internal static byte[]? Read(object? body, string contentType) =>
        Unwrap(body) switch
        {
            null => null,
            byte[] bytes => bytes,
            object value => Encoding.UTF8.GetBytes(ToText(value, body!, contentType)),
        };

    /// <summary>The content type that goes with a file's name.</summary>
    internal static string TypeOfFile(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => "text/csv; charset=utf-8",
            ".json" => "application/json; charset=utf-8",
            ".xml" => "application/xml; charset=utf-8",
            ".txt" => "text/plain; charset=utf-8",
            ".zip" => "application/zip",
            ".pdf" => "application/pdf",
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            _ => "application/octet-stream",
        };

    private static string ToText(object value, object given, string contentType)
    {
        string type = contentType.Split(';')[0].Trim().ToLowerInvariant();
        bool isJson = type.EndsWith("json", StringComparison.Ordinal);
        return value switch
        {
            string text => text,
            XmlNode node => node.OuterXml,
            FileSystemInfo or Stream => throw JsonBody.RefuseFile(),
            IList lines when IsText(lines, isJson) => string.Join("\n", lines.Cast<object>().Select(Unwrap)),
            _ when isJson => JsonBody.Write(given),
            IDictionary form when type == "application/x-www-form-urlencoded" => QueryString.Write(
                QueryParameters.Read(form)
            ),
            _ => throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"-Body is neither text nor bytes, and -ContentType '{type}' is not JSON, as which it could be sent."
            ),
        };
    }

    // A list of texts is JSON too; but what came out of a file line by line is that file.
    private static bool IsText(IList lines, bool isJson)
    {
        List<object?> all = [.. lines.Cast<object?>()];
        return all.Count > 0
            && all.All(line => Unwrap(line) is string)
            && (!isJson || all.All(line => line is PSObject read && read.Properties["ReadCount"] is not null));
    }

    private static object? Unwrap(object? body) =>
        body is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : body;
}
