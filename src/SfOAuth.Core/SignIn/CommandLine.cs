using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SfOAuth.SignIn;

/// <summary>
/// A command taken apart and put together without a shell, so that nothing in a URL can mean anything to one.
/// </summary>
internal static class CommandLine
{
    /// <summary>
    /// The words of a command as a person writes it: blanks part them, quotes of either kind hold them together.
    /// </summary>
    internal static IReadOnlyList<string> Split(string command)
    {
        List<string> words = [];
        StringBuilder? word = null;
        char quote = '\0';
        foreach (char sign in command)
        {
            if (quote == '\0' && sign is '"' or '\'')
            {
                quote = sign;
                word ??= new StringBuilder();
            }
            else if (sign == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && char.IsWhiteSpace(sign))
            {
                AddTo(words, ref word);
            }
            else
            {
                (word ??= new StringBuilder()).Append(sign);
            }
        }

        AddTo(words, ref word);
        return words;
    }

    /// <summary>
    /// The words as one text, which both frameworks take apart again in the same way on every system.
    /// </summary>
    internal static string Join(IEnumerable<string> words) => string.Join(" ", words.Select(Quote));

    private static void AddTo(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
            words.Add(word.ToString());
        word = null;
    }

    private static string Quote(string word)
    {
        if (word.Length > 0 && !word.Any(sign => char.IsWhiteSpace(sign) || sign == '"'))
            return word;
        StringBuilder quoted = new("\"");
        int backslashes = 0;
        foreach (char sign in word)
        {
            // Only before a quote is a backslash more than a backslash.
            quoted.Append('\\', sign == '"' ? backslashes + 1 : 0).Append(sign);
            backslashes = sign == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
