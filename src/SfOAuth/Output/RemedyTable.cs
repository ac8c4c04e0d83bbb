using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>
/// Remedies of one theme. In a sentence that names a parameter of another command, that command is named too.
/// </summary>
internal sealed class RemedyTable : IEnumerable<Problem>
{
    private readonly Dictionary<Problem, (ErrorCategory Category, Func<ErrorContext, string> Text)> _rows = [];

    /// <inheritdoc/>
    public IEnumerator<Problem> GetEnumerator() => _rows.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(Problem problem, ErrorCategory category, string text) => Add(problem, category, _ => text);

    internal void Add(Problem problem, ErrorCategory category, Func<ErrorContext, string> text) =>
        _rows.Add(problem, (category, text));

    /// <summary>Null when this is not its theme.</summary>
    internal Remedy? For(Problem problem, ErrorContext context) =>
        _rows.TryGetValue(problem, out (ErrorCategory Category, Func<ErrorContext, string> Text) row)
            ? new Remedy(row.Category, row.Text(context))
            : null;
}
