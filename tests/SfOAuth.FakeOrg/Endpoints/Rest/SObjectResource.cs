using System;
using System.Text.Json;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>Records: listed, read as made up, and written by echoing what came.</summary>
internal static class SObjectResource
{
    private static readonly string[] Types = ["Account", "Contact", "User"];

    public static OrgAnswer Answer(OrgRequest request, string version, string[] path) => (request.Method, path) switch
    {
        ("GET", []) => List(version),
        ("GET", [{ } type]) => OrgAnswer.Json(200, new { objectDescribe = Described(type, version), recentItems = Array.Empty<object>() }),
        ("GET", [{ } type, "describe"]) => OrgAnswer.Json(200, Described(type, version)),
        ("GET", [{ } type, { } id]) => OrgAnswer.Json(200, new { attributes = Attributes(type, id, version), Id = id, Name = type + " " + id }),
        ("POST", [{ } type]) => Echo(request, 201, IdOf(type, 1), created: true),
        ("PATCH", [{ } type]) => Echo(request, 200, IdOf(type, 1), created: false),
        ("PATCH", [_, { } id]) => Echo(request, 200, id, created: false),
        ("DELETE", [_, _]) => OrgAnswer.Empty(204),
        (_, [] or [_] or [_, _]) => RestErrors.MethodNotAllowed(request.Method),
        _ => RestErrors.NotFound,
    };

    public static string IdOf(string type, int number) => SalesforceId.Numbered(PrefixOf(type), number);

    public static object Attributes(string type, string id, string version) => new { type, url = $"{Paths.Rest}/{version}/sobjects/{type}/{id}" };

    private static OrgAnswer List(string version) => OrgAnswer.Json(200, new
    {
        encoding = "UTF-8",
        maxBatchSize = 200,
        sobjects = Array.ConvertAll(Types, type => Described(type, version)),
    });

    private static object Described(string type, string version) => new
    {
        name = type,
        label = type,
        keyPrefix = PrefixOf(type),
        urls = new { sobject = $"{Paths.Rest}/{version}/sobjects/{type}" },
    };

    private static OrgAnswer Echo(OrgRequest request, int status, string id, bool created)
    {
        if (!(request.Header("Content-Type") ?? "").StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return RestErrors.UnsupportedMediaType;

        try
        {
            JsonElement echo = JsonDocument.Parse(request.Body).RootElement;
            return echo.ValueKind == JsonValueKind.Object
                ? OrgAnswer.Json(status, new { id, success = true, errors = Array.Empty<object>(), created, echo })
                : RestErrors.BadJson;
        }
        catch (JsonException)
        {
            return RestErrors.BadJson;
        }
    }

    private static string PrefixOf(string type) => type switch
    {
        "Account" => "001",
        "Contact" => "003",
        "User" => "005",
        _ => "a00",
    };
}
