using System.Collections.Generic;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Org;

/// <summary>The queue behind <see cref="Scenario.NextError"/>: first planned, first given.</summary>
public sealed class PlannedRefusals
{
    private readonly object _lock = new();
    private readonly List<PlannedRefusal> _planned = [];

    public IReadOnlyList<PlannedRefusal> Pending
    {
        get
        {
            lock (_lock)
                return _planned.ToArray();
        }
    }

    internal void Add(PlannedRefusal refusal)
    {
        lock (_lock)
            _planned.Add(refusal);
    }

    internal void Clear()
    {
        lock (_lock)
            _planned.Clear();
    }

    internal PlannedRefusal? Take(string grant)
    {
        lock (_lock)
        {
            int index = _planned.FindIndex(planned => Fits(planned, grant));
            if (index < 0)
                return null;

            PlannedRefusal taken = _planned[index];
            if (taken.Count > 1)
                _planned[index] = taken with { Count = taken.Count - 1 };
            else
                _planned.RemoveAt(index);
            return taken;
        }
    }

    /// <summary>A refusal for any grant is the token endpoint's: others must be named.</summary>
    private static bool Fits(PlannedRefusal planned, string grant) =>
        planned.Grant is null ? GrantTypes.IsGrant(grant) : GrantTypes.Matches(planned.Grant, grant);
}
