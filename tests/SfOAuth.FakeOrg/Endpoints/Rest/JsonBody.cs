using System;
using System.Text.Json;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>The body of a call that writes.</summary>
internal static class JsonBody
{
    /// <returns>What is wrong with it; null when <paramref name="body"/> is the object.</returns>
    public static OrgAnswer? Read(OrgRequest request, out JsonElement body)
    {
        body = default;
        if (!(request.Header("Content-Type") ?? "").StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return RestErrors.UnsupportedMediaType;

        try
        {
            body = JsonDocument.Parse(request.Body).RootElement;
            return body.ValueKind == JsonValueKind.Object ? null : RestErrors.BadJson;
        }
        catch (JsonException)
        {
            return RestErrors.BadJson;
        }
    }
}
