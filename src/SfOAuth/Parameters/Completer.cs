using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SfOAuth.Parameters;

/// <summary>
/// Base of the completers. What goes wrong gives nothing: nobody who presses Tab has asked for an error.
/// </summary>
internal abstract class Completer : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        try
        {
            var word = new WordToComplete(wordToComplete);
            HashSet<string> given = word.Neighbours(commandAst);
            return
            [
                .. Find(fakeBoundParameters["Vault"] as string)
                    .Where(candidate => word.Fits(candidate) && !given.Contains(candidate.Text))
                    .Select(word.Write),
            ];
        }
        catch (Exception)
        {
            // Not null: then PowerShell would offer the names of files.
            return [];
        }
    }

    /// <param name="vault">The -Vault of the command line; null when it has none.</param>
    private protected abstract IEnumerable<Suggestion> Find(string? vault);
}
