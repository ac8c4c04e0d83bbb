using System.Collections.Generic;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>Reads WHERE. As in Salesforce, AND and OR don't stand side by side without parentheses.</summary>
internal sealed class SoqlConditionParser(string query, SoqlTokenReader tokens)
{
    public SoqlCondition Read()
    {
        SoqlCondition first = ReadOne();
        string? conjunction =
            tokens.Next.Is("AND") ? "AND"
            : tokens.Next.Is("OR") ? "OR"
            : null;
        if (conjunction is null)
            return first;

        List<SoqlCondition> parts = [first];
        while (tokens.TryTake(conjunction))
            parts.Add(ReadOne());
        if (tokens.Next.Is("AND") || tokens.Next.Is("OR"))
            throw SoqlException.Unexpected(query, tokens.Next);
        return conjunction == "AND" ? new SoqlCondition.All(parts) : new SoqlCondition.Any(parts);
    }

    private SoqlCondition ReadOne()
    {
        if (tokens.TryTake("NOT"))
            return new SoqlCondition.Not(ReadOne());
        if (!tokens.TryTake("("))
            return ReadComparison();

        SoqlCondition inner = Read();
        tokens.Require(")");
        return inner;
    }

    private SoqlCondition.Comparison ReadComparison()
    {
        SoqlField field = tokens.TakeName();
        SoqlToken sign = tokens.Take();
        if (sign.Is("NOT"))
        {
            tokens.Require("IN");
            return new SoqlCondition.Comparison(field, "NOT IN", ReadList());
        }

        if (sign.Is("IN"))
            return new SoqlCondition.Comparison(field, "IN", ReadList());
        string name = sign.Text.ToUpperInvariant();
        if (name is not ("=" or "!=" or "<>" or "<" or "<=" or ">" or ">=" or "LIKE"))
            throw SoqlException.Unexpected(query, sign);
        return new SoqlCondition.Comparison(field, name == "<>" ? "!=" : name, [ReadValue()]);
    }

    private List<SoqlToken> ReadList()
    {
        tokens.Require("(");
        List<SoqlToken> values = [ReadValue()];
        while (tokens.TryTake(","))
            values.Add(ReadValue());
        tokens.Require(")");
        return values;
    }

    private SoqlToken ReadValue()
    {
        SoqlToken token = tokens.Take();
        bool isKeyword =
            token.Is("NULL")
            || token.Is("TRUE")
            || token.Is("FALSE")
            || token.Is("TODAY")
            || token.Is("YESTERDAY")
            || token.Is("TOMORROW");
        if (token.Kind == SoqlTokenKind.Symbol || (token.Kind == SoqlTokenKind.Word && !isKeyword))
            throw SoqlException.Unexpected(query, token);
        return token;
    }
}
