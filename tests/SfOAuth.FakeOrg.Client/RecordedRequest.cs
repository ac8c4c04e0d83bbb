using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;

namespace SfOAuth.FakeOrg;

/// <summary>What a client sent, and how it was answered.</summary>
public sealed class RecordedRequest
{
    public long Sequence { get; init; }

    public string Method { get; init; } = "";

    public string Path { get; init; } = "";

    public string Query { get; init; } = "";

    [JsonProperty("headers")]
    public Dictionary<string, string> HeaderValues { get; init; } = [];

    public IReadOnlyList<FormField> Form { get; init; } = [];

    public string Body { get; init; } = "";

    public int Port { get; init; }

    public string ConnectionId { get; init; } = "";

    [JsonProperty("https")]
    public bool IsHttps { get; init; }

    [JsonProperty("processed")]
    public bool IsProcessed { get; init; }

    public int Status { get; init; }

    [JsonIgnore]
    public IReadOnlyList<FormField> Headers =>
        [.. HeaderValues.Select(header => new FormField(header.Key, header.Value))];

    [JsonIgnore]
    public string? GrantType => FormValue("grant_type");

    public string? FormValue(string name) =>
        Form.Where(field => field.Name == name).Select(field => field.Value).FirstOrDefault();

    public string? Header(string name) =>
        HeaderValues
            .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value)
            .FirstOrDefault();
}
