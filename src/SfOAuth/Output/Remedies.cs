using System.Linq;
using System.Management.Automation;
using SfOAuth.Errors;
using SfOAuth.Parameters;

namespace SfOAuth.Output;

/// <summary>What to do about each problem. A new problem without a row in one of the tables fails a test.</summary>
internal static class Remedies
{
    private static readonly RemedyTable[] _tables =
    [
        LoginRemedies.Table,
        AppRemedies.Table,
        AnswerRemedies.Table,
        InputRemedies.Table,
        VaultRemedies.Table,
        SharedVaultRemedies.Table,
    ];

    internal static Remedy For(Problem problem, ErrorContext context)
    {
        Remedy remedy = Find(problem, context);
        return context.FromEnvironment ? new(remedy.Category, SignInVariables.Rename(remedy.Text)) : remedy;
    }

    private static Remedy Find(Problem problem, ErrorContext context) =>
        _tables.Select(table => table.For(problem, context)).FirstOrDefault(remedy => remedy is not null)
        ?? new(ErrorCategory.NotSpecified, "Run the command again with -Verbose, and report what it shows.");
}
