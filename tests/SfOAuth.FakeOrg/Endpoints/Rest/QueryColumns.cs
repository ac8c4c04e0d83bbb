using System;
using System.Linq;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Soql;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>
/// What a query with <c>columns=true</c> gets: not its records but what columns they would have, as the Salesforce CLI
/// asks.
/// </summary>
internal static class QueryColumns
{
    public static OrgAnswer Show(SoqlResult result) =>
        OrgAnswer.Json(
            200,
            new
            {
                columnMetadata = result
                    .Columns.Select(column =>
                        column.Relationship is null
                            ? Leaf(column.Field, [])
                            : (object)
                                new
                                {
                                    aggregate = false,
                                    columnName = column.Relationship,
                                    custom = false,
                                    displayName = column.Relationship,
                                    joinColumns = new[] { Leaf(column.Field, []) },
                                }
                    )
                    .ToArray(),
                entityName = result.Type.Name,
                groupBy = false,
                idSelected = result.Columns.Any(column =>
                    column.Relationship is null && column.Field.Type == FieldType.Id
                ),
                keyPrefix = result.Type.KeyPrefix,
            }
        );

    private static object Leaf(SObjectField field, object[] joinColumns) =>
        new
        {
            aggregate = false,
            apexType = field.IsText ? "Text" : field.Type.ToString(),
            booleanType = field.Type == FieldType.Boolean,
            columnName = field.Name,
            custom = field.Name.EndsWith("__c", StringComparison.Ordinal),
            displayName = field.Name,
            foreignKeyName = (string?)null,
            insertable = field.IsWritable,
            joinColumns,
            numberType = field.Type is FieldType.Int or FieldType.Double,
            textType = field.IsText,
            updatable = field.IsWritable,
        };
}
