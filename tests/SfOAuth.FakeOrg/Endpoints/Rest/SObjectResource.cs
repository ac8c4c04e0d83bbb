using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Soql;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>Objects and their records by id.</summary>
internal sealed class SObjectResource(OrgState org)
{
    private readonly ExternalIdResource _byExternalId = new(org);

    /// <param name="path">What follows <c>sobjects</c>.</param>
    public OrgAnswer Answer(OrgRequest request, string method, string version, string[] path)
    {
        if (path.Length == 0)
            return method == "GET" ? DescribeResource.List(version) : RestErrors.MethodNotAllowed(method);
        if (Schema.Find(path[0]) is not { } type)
            return RestErrors.NotFound;

        try
        {
            return Answer(request, method, version, type, path[1..]);
        }
        catch (RecordException ex)
        {
            return RestErrors.Of(ex.Error);
        }
    }

    private OrgAnswer Answer(OrgRequest request, string method, string version, SObjectType type, string[] path) =>
        (method, path) switch
        {
            ("GET", []) => DescribeResource.Basic(type, version),
            ("POST", []) => Create(request, type),
            ("GET", ["describe"]) => DescribeResource.Whole(type, version),
            ("GET", [{ } id]) => Show(request, type, id, version),
            ("PATCH", [{ } id]) => Update(request, type, id),
            ("DELETE", [{ } id]) => Delete(type, id),
            (_, [{ } field, { } value]) => _byExternalId.Answer(request, method, version, type, field, value),
            (_, [] or [_]) => RestErrors.MethodNotAllowed(method),
            _ => RestErrors.NotFound,
        };

    /// <summary>A record with all its fields, or those that <c>fields</c> names.</summary>
    public static OrgAnswer Show(OrgRequest request, SObjectRecord record, string version)
    {
        string[] names =
            request.Query.Value("fields")?.Split(',', StringSplitOptions.TrimEntries)
            ?? record.Type.Fields.Select(field => field.Name).ToArray();
        Dictionary<string, object?> json = new() { ["attributes"] = SoqlResult.AttributesOf(record, version) };
        foreach (string name in names)
        {
            SObjectField field =
                record.Type.Find(name) ?? throw new RecordException(RecordError.NoSuchField(name, record.Type));
            json[field.Name] = SObjectField.ToJson(record[field.Name]);
        }

        return OrgAnswer.Json(200, json);
    }

    private OrgAnswer Create(OrgRequest request, SObjectType type)
    {
        if (JsonBody.Read(request, out JsonElement body) is { } refusal)
            return refusal;
        string id = org.Records.Create(type, body).Id;
        return OrgAnswer.Json(
            201,
            new
            {
                id,
                success = true,
                errors = Array.Empty<object>(),
            }
        );
    }

    private OrgAnswer Show(OrgRequest request, SObjectType type, string id, string version)
    {
        if (org.Records.Find(type, id) is { } record)
            return Show(request, record, version);
        return Missing(id);
    }

    private OrgAnswer Update(OrgRequest request, SObjectType type, string id)
    {
        if (JsonBody.Read(request, out JsonElement body) is { } refusal)
            return refusal;
        if (org.Records.Find(type, id) is null)
            return Missing(id);
        org.Records.Update(type, id, body);
        return OrgAnswer.Empty(204);
    }

    private OrgAnswer Delete(SObjectType type, string id)
    {
        if (org.Records.Find(type, id) is null)
            return Missing(id);
        org.Records.Delete(type, id);
        return OrgAnswer.Empty(204);
    }

    private OrgAnswer Missing(string id) =>
        org.Records.IsDeleted(id) ? RestErrors.Of(RecordError.Deleted) : RestErrors.NoSuchRecord(id);
}
