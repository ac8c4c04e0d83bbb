using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace SfOAuth.FakeOrg;

/// <summary>How control bodies are written: camel case, enums by name, times in seconds.</summary>
internal static class ControlJson
{
    private static readonly CamelCaseNamingStrategy _camelCase = new();

    internal static JsonSerializer Serializer { get; } =
        JsonSerializer.Create(
            new JsonSerializerSettings
            {
                ContractResolver = new DefaultContractResolver { NamingStrategy = _camelCase },
                Converters = { new StringEnumConverter(_camelCase), new SecondsConverter() },
                NullValueHandling = NullValueHandling.Ignore,
            }
        );

    internal static string Write(object value) => ToToken(value).ToString(Formatting.None);

    internal static JToken ToToken(object? value) =>
        value is null ? JValue.CreateNull() : JToken.FromObject(value, Serializer);

    internal static string NameOf(string property) => _camelCase.GetPropertyName(property, hasSpecifiedName: false);

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan ReadJson(
            JsonReader reader,
            Type objectType,
            TimeSpan existingValue,
            bool hasExistingValue,
            JsonSerializer serializer
        ) => TimeSpan.FromSeconds(Convert.ToDouble(reader.Value, System.Globalization.CultureInfo.InvariantCulture));

        public override void WriteJson(JsonWriter writer, TimeSpan value, JsonSerializer serializer) =>
            writer.WriteValue(value.TotalSeconds);
    }
}
