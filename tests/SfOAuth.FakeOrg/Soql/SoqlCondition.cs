using System.Collections.Generic;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>A part of WHERE.</summary>
internal abstract record SoqlCondition
{
    internal sealed record All(IReadOnlyList<SoqlCondition> Parts) : SoqlCondition;

    internal sealed record Any(IReadOnlyList<SoqlCondition> Parts) : SoqlCondition;

    internal sealed record Not(SoqlCondition Part) : SoqlCondition;

    /// <param name="Operator">In capitals: a sign, LIKE, IN or NOT IN; only the last two have more than one
    /// value.</param>
    internal sealed record Comparison(SoqlField Field, string Operator, IReadOnlyList<SoqlToken> Values)
        : SoqlCondition;
}
