using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>Records by an external id: <c>sobjects/Account/External_Id__c/value</c>.</summary>
internal sealed class ExternalIdResource(OrgState org)
{
    public OrgAnswer Answer(
        OrgRequest request,
        string method,
        string version,
        SObjectType type,
        string name,
        string value
    )
    {
        if (type.Find(name) is not { IsExternalId: true } field)
            return RestErrors.NoSuchRecord(name);

        IReadOnlyList<SObjectRecord> found = org.Records.FindByExternalId(type, field, value);
        if (found.Count > 1)
            return Ambiguous(found, version);
        SObjectRecord? known = found.Count == 0 ? null : found[0];
        return method switch
        {
            "GET" => known is null ? RestErrors.NotFound : SObjectResource.Show(request, known, version),
            "PATCH" => Upsert(request, type, field, value, known),
            "DELETE" => Delete(type, known),
            _ => RestErrors.MethodNotAllowed(method),
        };
    }

    /// <summary>300 with a list of where the records are, as seen in restforce#228.</summary>
    private static OrgAnswer Ambiguous(IEnumerable<SObjectRecord> found, string version) =>
        OrgAnswer.Json(
            300,
            found.Select(record => $"{Paths.Rest}/{version}/sobjects/{record.Type.Name}/{record.Id}").ToArray()
        );

    private OrgAnswer Upsert(
        OrgRequest request,
        SObjectType type,
        SObjectField field,
        string value,
        SObjectRecord? known
    )
    {
        if (JsonBody.Read(request, out JsonElement body) is { } refusal)
            return refusal;
        if (known is not null)
            org.Records.Update(type, known.Id, body);
        string id = known?.Id ?? org.Records.Create(type, WithField(body, field, value)).Id;
        bool created = known is null;
        return OrgAnswer.Json(
            created ? 201 : 200,
            new
            {
                id,
                success = true,
                errors = Array.Empty<object>(),
                created,
            }
        );
    }

    private OrgAnswer Delete(SObjectType type, SObjectRecord? known)
    {
        if (known is null)
            return RestErrors.NotFound;
        org.Records.Delete(type, known.Id);
        return OrgAnswer.Empty(204);
    }

    private static JsonElement WithField(JsonElement body, SObjectField field, string value)
    {
        Dictionary<string, object?> fields = body.EnumerateObject()
            .ToDictionary(one => one.Name, one => (object?)one.Value);
        fields[field.Name] = value;
        return JsonSerializer.SerializeToElement(fields);
    }
}
