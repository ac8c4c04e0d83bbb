using System;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Control;

/// <summary>
/// How control bodies are read and written: camel case, enums by name, times in seconds, no unknown names.
/// </summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new SecondsConverter() },
        };

    public static OrgAnswer Answer(object? value, int status = 200) =>
        new(status, OrgAnswer.JsonType, JsonSerializer.SerializeToUtf8Bytes(value, Options));

    public static OrgAnswer Done() => OrgAnswer.Empty(204);

    public static OrgAnswer Bad(string message) => Answer(new { error = message }, 400);

    /// <summary>An empty body is an empty object.</summary>
    public static T Read<T>(OrgRequest request) =>
        JsonSerializer.Deserialize<T>(request.Body.Length == 0 ? "{}"u8 : request.Body, Options)
        ?? throw new JsonException("An object was expected.");

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeSpan.FromSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.TotalSeconds);
    }
}
