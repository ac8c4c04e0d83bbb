using System.Collections.Generic;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>A query, taken apart.</summary>
/// <param name="Fields">Empty for <c>COUNT()</c>.</param>
internal sealed record SoqlQuery(
    string Text,
    IReadOnlyList<SoqlField> Fields,
    bool IsCount,
    SoqlField From,
    SoqlCondition? Where,
    IReadOnlyList<SoqlOrder> OrderBy,
    int? Limit,
    int Offset
);

/// <param name="NullsFirst">Null: nulls stand first going up and last going down.</param>
internal sealed record SoqlOrder(SoqlField Field, bool IsDescending, bool? NullsFirst);
