using System.Collections.Generic;
using System.Globalization;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>Reads a query: SELECT, FROM, WHERE, ORDER BY, LIMIT and OFFSET.</summary>
internal sealed class SoqlParser
{
    private readonly string _query;
    private readonly SoqlTokenReader _tokens;

    private SoqlParser(string query)
    {
        _query = query;
        _tokens = new SoqlTokenReader(query);
    }

    /// <exception cref="SoqlException">It is not a query this org understands.</exception>
    public static SoqlQuery Parse(string query) => new SoqlParser(query).ReadQuery();

    private SoqlQuery ReadQuery()
    {
        _tokens.Require("SELECT");
        bool isCount = TakeCount();
        List<SoqlField> fields = isCount ? [] : ReadFields();
        _tokens.Require("FROM");
        SoqlField from = _tokens.TakeName();
        SoqlCondition? where = _tokens.TryTake("WHERE") ? new SoqlConditionParser(_query, _tokens).Read() : null;
        List<SoqlOrder> order = _tokens.TryTake("ORDER") ? ReadOrder() : [];
        int? limit = _tokens.TryTake("LIMIT") ? ReadCount() : null;
        int offset = _tokens.TryTake("OFFSET") ? ReadCount() : 0;
        _tokens.RequireEnd();
        return new SoqlQuery(_query, fields, isCount, from, where, order, limit, offset);
    }

    private bool TakeCount()
    {
        if (!_tokens.Next.Is("COUNT"))
            return false;

        _tokens.Take();
        _tokens.Require("(");
        _tokens.Require(")");
        return true;
    }

    private List<SoqlField> ReadFields()
    {
        List<SoqlField> fields = [_tokens.TakeName()];
        while (_tokens.TryTake(","))
            fields.Add(_tokens.TakeName());
        return fields;
    }

    private List<SoqlOrder> ReadOrder()
    {
        _tokens.Require("BY");
        List<SoqlOrder> order = [ReadOneOrder()];
        while (_tokens.TryTake(","))
            order.Add(ReadOneOrder());
        return order;
    }

    private SoqlOrder ReadOneOrder()
    {
        SoqlField field = _tokens.TakeName();
        bool isDescending = _tokens.TryTake("DESC");
        if (!isDescending)
            _tokens.TryTake("ASC");
        if (!_tokens.TryTake("NULLS"))
            return new SoqlOrder(field, isDescending, NullsFirst: null);

        bool first = _tokens.TryTake("FIRST");
        if (!first)
            _tokens.Require("LAST");
        return new SoqlOrder(field, isDescending, first);
    }

    private int ReadCount()
    {
        SoqlToken token = _tokens.Take();
        return int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : throw SoqlException.Unexpected(_query, token);
    }
}
