using System;
using System.Collections.Generic;
using System.Globalization;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>Results of queries that have more pages; the oldest are forgotten, as an org forgets them.</summary>
internal sealed class QueryCursors
{
    private const int Limit = 100;
    private readonly object _lock = new();
    private readonly Dictionary<string, SoqlResult> _results = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private int _lastNumber;

    /// <returns>What comes before the offset in a locator: <c>01g…-2000</c>.</returns>
    public string Keep(SoqlResult result)
    {
        lock (_lock)
        {
            string id = SalesforceId.Numbered("01g", ++_lastNumber);
            _results[id] = result;
            _order.Enqueue(id);
            if (_order.Count > Limit)
                _results.Remove(_order.Dequeue());
            return id;
        }
    }

    /// <returns>Null when no query has this locator.</returns>
    public (SoqlResult Result, string Id, int Offset)? Find(string locator)
    {
        int dash = locator.LastIndexOf('-');
        if (
            dash < 0
            || !int.TryParse(locator.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int offset)
        )
            return null;

        string id = locator[..dash];
        lock (_lock)
            return _results.TryGetValue(id, out SoqlResult? result) && offset <= result.Count
                ? (result, id, offset)
                : null;
    }

    public void Clear()
    {
        lock (_lock)
        {
            _results.Clear();
            _order.Clear();
        }
    }
}
