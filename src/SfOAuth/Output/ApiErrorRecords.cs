using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Rest;

namespace SfOAuth.Output;

/// <summary>Salesforce's errors as ErrorRecords, one for each it names. The id is Salesforce's code.</summary>
internal static class ApiErrorRecords
{
    /// <param name="exception">The refusal.</param>
    /// <param name="request">What was refused.</param>
    /// <param name="connection">Whose token it was; null for one that is not saved.</param>
    /// <param name="onlyRead">Whether the connection was not to be renewed.</param>
    internal static IEnumerable<ErrorRecord> From(
        ApiException exception,
        RestRequest request,
        string? connection,
        bool onlyRead
    ) =>
        exception.Errors.Select(error =>
            Create(exception, error, request, RemedyFor(exception, error.Code, connection, onlyRead))
        );

    private static ErrorRecord Create(ApiException exception, ApiError error, RestRequest request, string remedy)
    {
        // Of a query's pages each is a call of its own.
        string call = exception.Call ?? request.ToString();
        return new ErrorRecord(exception, error.Code, CategoryOf(exception.Status), call)
        {
            ErrorDetails = new ErrorDetails(ErrorText.Of($"{call}: {error.Code}: {error.Message}", remedy))
            {
                RecommendedAction = remedy,
            },
        };
    }

    private static ErrorCategory CategoryOf(int status) =>
        status switch
        {
            401 => ErrorCategory.AuthenticationError,
            403 => ErrorCategory.PermissionDenied,
            404 or 410 => ErrorCategory.ObjectNotFound,
            405 or 412 => ErrorCategory.InvalidOperation,
            409 => ErrorCategory.ResourceExists,
            415 => ErrorCategory.InvalidType,
            429 => ErrorCategory.LimitsExceeded,
            >= 500 => ErrorCategory.ResourceUnavailable,
            _ => ErrorCategory.InvalidArgument,
        };

    private static string RemedyFor(ApiException exception, string code, string? connection, bool onlyRead) =>
        code switch
        {
            _ when exception.IsSessionExpired => RemedyForExpired(connection, onlyRead),
            "INVALID_SESSION_ID" or "INVALID_AUTH_HEADER" =>
                "This token is not one for this resource: check the app's scopes and what kind of session it makes.",
            "HttpMultipleChoices" =>
                "Nothing was changed. Call one of the records by its own path, or make the external id unique.",
            "REQUEST_LIMIT_EXCEEDED" or "ExceededQuota" =>
                "The org's API requests of 24 hours are used up, or too many run at once; see "
                    + "/services/data/v66.0/limits.",
            "API_DISABLED_FOR_ORG" or "API_CURRENTLY_DISABLED" =>
                "The org's edition or the user's profile has no API access ('API Enabled').",
            "INSUFFICIENT_ACCESS"
            or "INSUFFICIENT_ACCESS_OR_READONLY"
            or "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY" =>
                "Give the user the object, field or record permissions this needs.",
            "NOT_FOUND" or "ENTITY_IS_DELETED" =>
                "Check the path, the API version in it, and that the user may see the record.",
            "MALFORMED_QUERY" or "INVALID_FIELD" or "INVALID_TYPE" =>
                "Correct the query or the field names; a field the user may not see counts as unknown.",
            "UNABLE_TO_LOCK_ROW" => "Another transaction holds the record; try again.",
            _ => exception.Status >= 500
                ? "Salesforce has trouble of its own; see status.salesforce.com, and try again later."
                : "Correct the call; Salesforce's REST API reference explains the code.",
        };

    private static string RemedyForExpired(string? connection, bool onlyRead) =>
        (connection, onlyRead) switch
        {
            (null, _) =>
                "The token has ended. Get a new one; a saved connection is renewed by itself: Invoke-SfRestMethod "
                    + "-Name.",
            (_, true) =>
                $"See why the job that refreshes '{connection}' no longer does, or leave -NoRefresh out to refresh "
                    + "here.",
            _ => "A new token did not help either. See the user's Login History in Setup, or sign in again: "
                + $"Connect-SfOrg -Name {connection}.",
        };
}
