using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace SfOAuth.FakeOrg.Messages;

/// <summary>An answer, whole, before any fault touches it.</summary>
internal sealed record OrgAnswer(int Status, string? ContentType, byte[] Body)
{
    public const string JsonType = "application/json;charset=UTF-8";

    public IReadOnlyList<FormField> Headers { get; init; } = [];

    public static OrgAnswer Text(int status, string text, string? contentType = "text/plain;charset=UTF-8") =>
        new(status, contentType, Encoding.UTF8.GetBytes(text));

    public static OrgAnswer Html(int status, string html) => Text(status, html, "text/html;charset=UTF-8");

    public static OrgAnswer Json(int status, object? value) =>
        new(status, JsonType, JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options));

    public static OrgAnswer Empty(int status) => new(status, null, []);

    public static OrgAnswer Redirect(string location) => Empty(302).With("Location", location);

    public OrgAnswer With(string name, string value) =>
        this with
        {
            Headers = [.. Headers, new FormField(name, value)],
        };
}
