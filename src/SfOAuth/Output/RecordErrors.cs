using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Rest;

namespace SfOAuth.Output;

/// <summary>
/// What the org refused of the records of one call: an error for each, which tells the record by its number and its
/// name.
/// </summary>
internal static class RecordErrors
{
    private const int LongestName = 80;

    private static readonly string[] _names = ["Id", "Name", "LastName", "Email", "Subject"];

    /// <param name="result">The org's own, about this record.</param>
    /// <param name="record">As it came by the pipeline; it is the error's target.</param>
    /// <param name="number">Of the record in the pipeline, from 1.</param>
    internal static IEnumerable<ErrorRecord> From(object? result, PSObject record, int number)
    {
        if (Member(result, "success") is not false || Member(result, "errors") is not object[] errors)
            return [];
        return errors.Select(error => Create(error, record, $"Record {number}{NameOf(record)}"));
    }

    private static ErrorRecord Create(object? error, PSObject record, string which)
    {
        string code = $"{Member(error, "statusCode") ?? "UNKNOWN"}";
        string fields = Member(error, "fields") is object[] { Length: > 0 } names
            ? $" (fields: {string.Join(", ", names)})"
            : "";
        string message = $"{which}: {code}: {Member(error, "message")}{fields}";
        const string Remedy = "Correct this record and send it again; the results say which were taken.";
        var exception = new ApiException(400, [new ApiError(code, $"{Member(error, "message")}")]);
        return new ErrorRecord(exception, code, ErrorCategory.InvalidData, record)
        {
            ErrorDetails = new ErrorDetails(ErrorText.Of(message, Remedy)) { RecommendedAction = Remedy },
        };
    }

    private static string NameOf(PSObject record)
    {
        string? name = _names
            .Select(field => Member(record, field))
            .OfType<object>()
            .Select(value => $"{value}")
            .FirstOrDefault(value => value.Length > 0);
        return name is null ? "" : $" ('{(name.Length <= LongestName ? name : name.Substring(0, LongestName) + "…")}')";
    }

    private static object? Member(object? value, string name) =>
        value switch
        {
            IDictionary table => table[name],
            PSObject { BaseObject: IDictionary table } => table[name],
            PSObject item => item.Properties[name]?.Value,
            _ => null,
        };
}
