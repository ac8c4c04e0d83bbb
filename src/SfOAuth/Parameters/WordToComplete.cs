using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace SfOAuth.Parameters;

/// <summary>What was typed of an argument: it decides which values fit, and how they are written.</summary>
internal sealed class WordToComplete
{
    // What begins otherwise could be read as a number, a parameter or an expression.
    private static readonly Regex _bare = new(@"^[A-Za-z][\w./:-]*\z", RegexOptions.CultureInvariant);
    private static readonly char[] _quotes = ['\'', '"'];
    private static readonly char[] _expanded = ['"', '`', '$'];

    private readonly string _typed;
    private readonly char? _quote;
    private readonly WildcardPattern _pattern;

    internal WordToComplete(string? word)
    {
        string text = word ?? "";
        _quote = text.Length > 0 && _quotes.Contains(text[0]) ? text[0] : null;
        _typed = text.Trim(_quotes);
        // Stars and question marks do what they do in PowerShell's own completion; a lone bracket would be an error.
        _pattern = WildcardPattern.Get(_typed.Replace("`", "``").Replace("[", "`[") + "*", WildcardOptions.IgnoreCase);
    }

    internal bool Fits(Suggestion candidate) => _pattern.IsMatch(candidate.Text);

    internal CompletionResult Write(Suggestion candidate) =>
        new(Quote(candidate.Text), candidate.Text, CompletionResultType.ParameterValue, candidate.ToolTip);

    /// <summary>What stands beside the word in the same list.</summary>
    internal HashSet<string> Neighbours(CommandAst command)
    {
        // A list that ends in a comma is not a list yet.
        var given = command
            .FindAll(
                node => node is StringConstantExpressionAst { Parent: ArrayLiteralAst or ErrorExpressionAst },
                searchNestedScriptBlocks: false
            )
            .Select(node => ((StringConstantExpressionAst)node).Value)
            .ToList();
        given.Remove(_typed);
        return [.. given];
    }

    private string Quote(string text)
    {
        if (_quote == '"' && text.IndexOfAny(_expanded) < 0)
            return $"\"{text}\"";
        return _quote is null && _bare.IsMatch(text)
            ? text
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
    }
}
