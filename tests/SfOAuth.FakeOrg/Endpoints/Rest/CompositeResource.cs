using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>
/// sObject collections: up to 200 records a call, each with its own result under a 200; with <c>allOrNone</c> one that
/// fails takes the others back.
/// </summary>
internal sealed class CompositeResource(OrgState org)
{
    private const int Most = 200;

    public OrgAnswer Answer(OrgRequest request, string method) =>
        method switch
        {
            "POST" => Write(request, Create),
            "PATCH" => Write(request, Update),
            "DELETE" => Delete(request),
            _ => RestErrors.MethodNotAllowed(method),
        };

    private OrgAnswer Write(OrgRequest request, Func<JsonElement, string> write)
    {
        if (JsonBody.Read(request, out JsonElement body) is { } refusal)
            return refusal;
        if (!body.TryGetProperty("records", out JsonElement records) || records.ValueKind != JsonValueKind.Array)
            return RestErrors.BadJson;

        bool allOrNone = body.TryGetProperty("allOrNone", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        return RunAll([.. records.EnumerateArray().Select(record => (Func<string>)(() => write(record)))], allOrNone);
    }

    private OrgAnswer Delete(OrgRequest request)
    {
        string[] ids = (request.Query.Value("ids") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return RunAll(
            [.. ids.Select(id => (Func<string>)(() => DeleteOne(id)))],
            request.Query.Value("allOrNone") == "true"
        );
    }

    private OrgAnswer RunAll(IReadOnlyList<Func<string>> writes, bool allOrNone)
    {
        if (writes.Count > Most)
            return RestErrors.Write(
                400,
                $"The requested operation has more records than the limit of {Most}.",
                "EXCEEDED_ID_LIMIT"
            );

        Result[] results = [];
        org.Records.InOneTransaction(() =>
        {
            results = writes.Select(Result.Of).ToArray();
            return !allOrNone || results.All(result => result.Error is null);
        });
        bool rolledBack = allOrNone && results.Any(result => result.Error is not null);
        return OrgAnswer.Json(200, results.Select(result => result.ToJson(rolledBack)).ToArray());
    }

    private string Create(JsonElement record) => org.Records.Create(TypeOf(record), record).Id;

    private string Update(JsonElement record)
    {
        string id =
            record.TryGetProperty("id", out JsonElement named) || record.TryGetProperty("Id", out named)
                ? named.GetString() ?? ""
                : throw new RecordException(
                    new RecordError("MISSING_ARGUMENT", "Id not specified in an update call", [])
                );
        Dictionary<string, JsonElement> fields = record
            .EnumerateObject()
            .Where(field => !field.Name.Equals("id", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(field => field.Name, field => field.Value);
        org.Records.Update(TypeOf(record), id, JsonSerializer.SerializeToElement(fields));
        return id;
    }

    private string DeleteOne(string id)
    {
        SObjectType type =
            Schema.All.FirstOrDefault(type => id.StartsWith(type.KeyPrefix, StringComparison.Ordinal))
            ?? throw new RecordException(new RecordError("MALFORMED_ID", $"malformed id {id}", []));
        org.Records.Delete(type, id);
        return id;
    }

    private static SObjectType TypeOf(JsonElement record)
    {
        string name =
            record.TryGetProperty("attributes", out JsonElement attributes)
            && attributes.TryGetProperty("type", out JsonElement type)
                ? type.GetString() ?? ""
                : "";
        return Schema.Find(name)
            ?? throw new RecordException(
                new RecordError("INVALID_TYPE", $"sObject type '{name}' is not supported.", [])
            );
    }

    private sealed record Result(string? Id, RecordError? Error)
    {
        public static Result Of(Func<string> write)
        {
            try
            {
                return new Result(write(), null);
            }
            catch (RecordException ex)
            {
                return new Result(null, ex.Error);
            }
        }

        /// <summary>A failure has no id, and its errors name code, message and fields.</summary>
        public object ToJson(bool rolledBack)
        {
            RecordError? error = Error ?? (rolledBack ? RecordError.RolledBack : null);
            if (error is null)
                return new
                {
                    id = Id,
                    success = true,
                    errors = Array.Empty<object>(),
                };
            return new
            {
                success = false,
                errors = new[]
                {
                    new
                    {
                        statusCode = error.StatusCode,
                        message = error.Message,
                        fields = error.Fields,
                    },
                },
            };
        }
    }
}
