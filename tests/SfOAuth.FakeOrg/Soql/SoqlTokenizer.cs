using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>Cuts a query into words, values and signs.</summary>
internal static partial class SoqlTokenizer
{
    /// <exception cref="SoqlException">Something stands there that SOQL does not have.</exception>
    public static List<SoqlToken> Read(string query)
    {
        List<SoqlToken> tokens = [];
        int position = 0;
        while (true)
        {
            while (position < query.Length && char.IsWhiteSpace(query[position]))
                position++;
            if (position >= query.Length)
                break;

            Match match = Token().Match(query, position);
            if (!match.Success)
                throw SoqlException.At(query, position, Complaint(query[position]));
            tokens.Add(Of(match));
            position += match.Length;
        }

        tokens.Add(new SoqlToken(SoqlTokenKind.End, "", query.Length));
        return tokens;
    }

    private static SoqlToken Of(Match match) =>
        match switch
        {
            _ when match.Groups["time"].Success => new SoqlToken(SoqlTokenKind.DateTime, match.Value, match.Index),
            _ when match.Groups["date"].Success => new SoqlToken(SoqlTokenKind.Date, match.Value, match.Index),
            _ when match.Groups["number"].Success => new SoqlToken(SoqlTokenKind.Number, match.Value, match.Index),
            _ when match.Groups["word"].Success => new SoqlToken(SoqlTokenKind.Word, match.Value, match.Index),
            _ when match.Groups["text"].Success => new SoqlToken(
                SoqlTokenKind.Text,
                match.Groups["text"].Value,
                match.Index
            ),
            _ => new SoqlToken(SoqlTokenKind.Symbol, match.Value, match.Index),
        };

    private static string Complaint(char character) =>
        character == '\'' ? "line 1:0 mismatched character '<EOF>' expecting '''" : $"unexpected char: '{character}'";

    [GeneratedRegex(
        @"\G(?:(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d))|(?<date>\d{4}-\d\d-\d\d)"
            + @"|(?<number>[+-]?\d+(\.\d+)?)"
            + @"|(?<word>[A-Za-z_][\w.]*)|'(?<text>([^'\\]|\\.)*)'|(<=|>=|!=|<>|[=<>(),:]))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline
    )]
    private static partial Regex Token();
}
