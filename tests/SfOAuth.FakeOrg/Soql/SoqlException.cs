using System;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>Why the org refuses a query.</summary>
internal sealed class SoqlException(string errorCode, string message) : Exception(message)
{
    public string ErrorCode { get; } = errorCode;

    /// <summary>As Salesforce shows it: the query, an arrow below the place, and what is wrong there.</summary>
    public static SoqlException At(string query, int position, string message, string errorCode = "MALFORMED_QUERY") =>
        new(
            errorCode,
            FormattableString.Invariant(
                $"\n{query}\n{new string(' ', position)}^\nERROR at Row:1:Column:{position + 1}\n{message}"
            )
        );

    public static SoqlException Unexpected(string query, SoqlToken token) =>
        At(
            query,
            token.Position,
            token.Kind == SoqlTokenKind.End ? "unexpected token: '<EOF>'" : $"unexpected token: '{token.Text}'"
        );

    public static SoqlException NoSuchField(string query, SoqlField field, string entity) =>
        At(
            query,
            field.Position,
            $"No such column '{field.Path}' on entity '{entity}'. If you are attempting to use a custom field, be "
                + "sure to append the "
                + "'__c' after the custom field name. Please reference your WSDL or the describe call for the "
                + "appropriate names.",
            "INVALID_FIELD"
        );

    public static SoqlException NoSuchType(string query, string type, int position) =>
        At(
            query,
            position,
            $"sObject type '{type}' is not supported. If you are attempting to use a custom object, be sure to "
                + "append the '__c' after "
                + "the entity name. Please reference your WSDL or the describe call for the appropriate names.",
            "INVALID_TYPE"
        );
}
