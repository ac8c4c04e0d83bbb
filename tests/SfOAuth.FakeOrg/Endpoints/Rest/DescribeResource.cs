using System;
using System.Linq;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>What objects the org has, and what fields they have.</summary>
internal static class DescribeResource
{
    public static OrgAnswer List(string version) =>
        OrgAnswer.Json(
            200,
            new
            {
                encoding = "UTF-8",
                maxBatchSize = 200,
                sobjects = Schema.All.Select(type => Summary(type, version)).ToArray(),
            }
        );

    public static OrgAnswer Basic(SObjectType type, string version) =>
        OrgAnswer.Json(200, new { objectDescribe = Summary(type, version), recentItems = Array.Empty<object>() });

    public static OrgAnswer Whole(SObjectType type, string version) =>
        OrgAnswer.Json(
            200,
            new
            {
                name = type.Name,
                label = type.Name,
                labelPlural = type.Name + "s",
                keyPrefix = type.KeyPrefix,
                custom = false,
                createable = type.IsWritable,
                updateable = type.IsWritable,
                deletable = type.IsWritable,
                queryable = true,
                urls = UrlsOf(type, version),
                fields = type.Fields.Select(Field).ToArray(),
            }
        );

    private static object Summary(SObjectType type, string version) =>
        new
        {
            name = type.Name,
            label = type.Name,
            keyPrefix = type.KeyPrefix,
            queryable = true,
            createable = type.IsWritable,
            urls = UrlsOf(type, version),
        };

    private static object UrlsOf(SObjectType type, string version) =>
        new
        {
            sobject = $"{Paths.Rest}/{version}/sobjects/{type.Name}",
            describe = $"{Paths.Rest}/{version}/sobjects/{type.Name}/describe",
            rowTemplate = $"{Paths.Rest}/{version}/sobjects/{type.Name}/{{ID}}",
        };

    private static object Field(SObjectField field) =>
        new
        {
            name = field.Name,
            label = field.Name,
            type = field.TypeName,
            length = field.IsText ? field.Length : 0,
            nillable = !field.IsRequired && field.Type != FieldType.Boolean,
            createable = field.IsWritable,
            updateable = field.IsWritable,
            externalId = field.IsExternalId,
            custom = field.Name.EndsWith("__c", StringComparison.Ordinal),
            referenceTo = field.ReferenceTo is null ? Array.Empty<string>() : [field.ReferenceTo],
            relationshipName = field.Relationship,
        };
}
