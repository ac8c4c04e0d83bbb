using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Faults;

/// <summary>Turns an answer and a fault into what the client gets.</summary>
internal static class FaultEffect
{
    private const int OversizeBytes = 2 * 1024 * 1024;

    private const string MaintenancePage = """
        <!DOCTYPE html><html lang="en"><head><title>Down for maintenance</title></head>
        <body><h1>We are down for maintenance.</h1><p>Sorry for the inconvenience.</p></body></html>
        """;

    /// <param name="real">Null when the org has not acted on the request.</param>
    public static Delivery Of(Fault fault, OrgAnswer? real)
    {
        OrgAnswer answer = real ?? Invented(fault);
        return fault.Action switch
        {
            FaultAction.Reset => new Delivery(DeliveryKind.Reset, answer),
            FaultAction.Truncate => new Delivery(DeliveryKind.Half, answer),
            FaultAction.Stall when real is null => new Delivery(DeliveryKind.Silent, answer),
            FaultAction.Stall => new Delivery(DeliveryKind.Stalled, answer, fault.Bytes ?? 0),
            _ => new Delivery(
                fault.Chunked ? DeliveryKind.Chunked : DeliveryKind.Whole,
                Dress(Replace(fault, answer), fault)
            ),
        };
    }

    private static OrgAnswer Replace(Fault fault, OrgAnswer answer) =>
        fault.Action switch
        {
            FaultAction.Status => OrgAnswer.Text(500, fault.Body ?? "", TypeOf(fault.Body)),
            FaultAction.Html => OrgAnswer.Html(200, fault.Body ?? MaintenancePage),
            FaultAction.Empty => new OrgAnswer(200, OrgAnswer.JsonType, []),
            FaultAction.Garbage when fault.Body is null => new OrgAnswer(
                200,
                OrgAnswer.JsonType,
                RandomNumberGenerator.GetBytes(fault.Bytes ?? 256)
            ),
            FaultAction.Garbage => OrgAnswer.Text(200, fault.Body, OrgAnswer.JsonType),
            FaultAction.Oversize => new OrgAnswer(200, OrgAnswer.JsonType, Oversized(fault.Bytes ?? OversizeBytes)),
            FaultAction.ContentType => answer with { ContentType = fault.ContentType },
            FaultAction.Charset => Recoded(answer, fault.ContentType ?? "application/json;charset=x-no-such-charset"),
            _ => answer,
        };

    private static OrgAnswer Dress(OrgAnswer answer, Fault fault)
    {
        IReadOnlyDictionary<string, string> added = fault.Headers ?? new Dictionary<string, string>();
        return answer with
        {
            Status = fault.Status ?? answer.Status,
            ContentType = fault.ContentType ?? answer.ContentType,
            Headers = [.. answer.Headers, .. added.Select(header => new FormField(header.Key, header.Value))],
        };
    }

    private static OrgAnswer Invented(Fault fault) =>
        OrgAnswer.Text(fault.Status ?? 200, fault.Body ?? "{\"error\":\"unknown_error\"}", OrgAnswer.JsonType);

    private static string? TypeOf(string? body) =>
        body switch
        {
            null or "" => null,
            ['{' or '[', ..] => OrgAnswer.JsonType,
            _ => "text/plain;charset=UTF-8",
        };

    /// <summary>Valid JSON, so that only its size is wrong.</summary>
    private static byte[] Oversized(int size) =>
        Encoding.ASCII.GetBytes("{\"access_token\":\"" + new string('a', size) + "\"}");

    private static OrgAnswer Recoded(OrgAnswer answer, string contentType)
    {
        string charset = contentType.Split("charset=", 2).Last().Trim('"').ToLower(CultureInfo.InvariantCulture);
        Encoding? encoding = charset switch
        {
            "utf-16" or "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            "utf-32" => Encoding.UTF32,
            "iso-8859-1" => Encoding.Latin1,
            _ => null,
        };
        byte[] body = encoding?.GetBytes(Encoding.UTF8.GetString(answer.Body)) ?? answer.Body;
        return answer with { ContentType = contentType, Body = body };
    }
}
