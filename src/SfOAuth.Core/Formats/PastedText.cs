using System.Linq;
using System.Text.RegularExpressions;

namespace SfOAuth.Formats;

/// <summary>
/// Frees what people paste of what can only be dirt: line ends, blanks of all kinds, quotes, marks that nobody sees,
/// and the colours of a terminal. For client ids, secrets, tokens and hosts, none of which can have them; never for a
/// password.
/// </summary>
internal static class PastedText
{
    // ECMA-48: control sequences, and the commands to a terminal that end with a bell or a string terminator.
    private static readonly Regex _terminal = new(
        "\u001B(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(\u0007|\u001B\\\\)?|[@-Z\\\\-_])",
        RegexOptions.CultureInvariant
    );

    // A terminal breaks long lines, and an editor indents what follows.
    private static readonly Regex _lineEnd = new("[ \\t]*[\\r\\n]+[ \\t]*", RegexOptions.CultureInvariant);

    private static readonly Regex _variable = new(
        @"^(\$\([\w.:-]+\)|\$\{\{.+\}\}|\$\{[\w.:-]+\}|\$(env:)?[A-Za-z_]\w*|%[A-Za-z_][\w.()-]*%|"
            + @"#\{[^}]+\}#?|__[A-Za-z]\w*__|\{\{.+\}\}|\[\[.+\]\])\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline
    );

    // Within a host, up to its end.
    private static readonly Regex _variableInHost = new(
        @"^([a-z]+://)?[^/?#]*?(\$[({]|\$(env:)?[a-z_]|%[a-z_][\w.()-]*%|#\{|\{\{|\[\[)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    private static readonly Regex _markedVariable = new(
        @"^(\$\([\w.:-]+\)|\$\{\{.+\}\}|\$\{[\w.:-]+\}|\$env:[A-Za-z_]\w*)\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    private const string Quotes =
        "\"'`\u00AB\u00B4\u00BB\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u2039\u203A\u300C\u300D\uFF02\uFF07";

    /// <summary>The text without the dirt; empty when there is nothing else.</summary>
    internal static string Clean(string text)
    {
        // Most texts have none, and most of a large one is searched for nothing.
        string plain = text.IndexOf('\u001B') < 0 ? text : _terminal.Replace(text, "");
        if (plain.Any(IsInvisible))
            plain = new string(plain.Where(character => !IsInvisible(character)).ToArray());
        int start = 0;
        int end = plain.Length;
        while (start < end && IsDirt(plain[start]))
            start++;
        while (end > start && IsDirt(plain[end - 1]))
            end--;
        return _lineEnd.Replace(plain.Substring(start, end - start), "");
    }

    /// <summary>
    /// Whether it is the name of a variable that a pipeline or a shell would have replaced by what is in it.
    /// </summary>
    internal static bool IsVariable(string text) => text.Length <= 200 && _variable.IsMatch(text);

    /// <summary>Whether it is one that nobody would choose for a password.</summary>
    internal static bool IsMarkedVariable(string text) => text.Length <= 200 && _markedVariable.IsMatch(text);

    /// <summary>Whether there is one in the host of it.</summary>
    internal static bool HasVariableInHost(string text) => _variableInHost.IsMatch(text);

    /// <summary>Whether it is what a log shows in place of a secret.</summary>
    internal static bool IsMask(string text) =>
        text.Length > 0 && text.All(character => character is '*' or '\u2022' or '\u25CF');

    private static bool IsDirt(char character) => char.IsWhiteSpace(character) || Quotes.IndexOf(character) >= 0;

    // Zero-width and direction marks, the soft hyphen, and control characters other than line ends and tabs.
    private static bool IsInvisible(char character) =>
        character
            is '\u00AD'
                or '\uFEFF'
                or '\u180E'
                or (>= '\u200B' and <= '\u200F')
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2060' and <= '\u2069')
        || (char.IsControl(character) && character is not ('\r' or '\n' or '\t'));
}
