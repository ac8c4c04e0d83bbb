using System.Collections.Generic;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>The tokens of a query, one after the other.</summary>
internal sealed class SoqlTokenReader(string query)
{
    private static readonly HashSet<string> Reserved = new(System.StringComparer.OrdinalIgnoreCase)
    {
        "SELECT",
        "FROM",
        "WHERE",
        "AND",
        "OR",
        "NOT",
        "LIKE",
        "IN",
        "ORDER",
        "LIMIT",
        "OFFSET",
        "NULL",
        "TRUE",
        "FALSE",
    };

    private readonly List<SoqlToken> _tokens = SoqlTokenizer.Read(query);
    private int _position;

    public SoqlToken Next => _tokens[_position];

    public SoqlToken Take() =>
        Next.Kind == SoqlTokenKind.End ? throw SoqlException.Unexpected(query, Next) : _tokens[_position++];

    public bool TryTake(string word)
    {
        if (!Next.Is(word))
            return false;

        _position++;
        return true;
    }

    public void Require(string word)
    {
        if (!TryTake(word))
            throw SoqlException.Unexpected(query, Next);
    }

    public SoqlField TakeName()
    {
        SoqlToken token = Take();
        if (token.Kind != SoqlTokenKind.Word || Reserved.Contains(token.Text))
            throw SoqlException.Unexpected(query, token);
        return new SoqlField(token.Text, token.Position);
    }

    public void RequireEnd()
    {
        if (Next.Kind != SoqlTokenKind.End)
            throw SoqlException.Unexpected(query, Next);
    }
}
