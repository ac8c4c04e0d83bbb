using System;
using System.Management.Automation;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>
/// The one place where errors become ErrorRecords: the id is the problem's name, the target a connection or host.
/// </summary>
internal static class ErrorRecords
{
    internal static ErrorRecord From(SfOAuthException exception, ErrorContext context) =>
        Create(exception, exception.Problem, context);

    internal static ErrorRecord From(ConnectionNotSavedException exception, ErrorContext context) =>
        Create(exception, Problem.ConnectionNotSaved, context);

    private static ErrorRecord Create(Exception exception, Problem problem, ErrorContext context)
    {
        Remedy remedy = Remedies.For(problem, context);
        return new ErrorRecord(exception, problem.ToString(), remedy.Category, context.Target)
        {
            ErrorDetails = new ErrorDetails(ErrorText.Of(exception.Message, remedy.Text))
            {
                RecommendedAction = remedy.Text,
            },
        };
    }
}
