using System;
using System.Linq;
using System.Text.RegularExpressions;
using SfOAuth.FakeOrg.Data;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>Makes a test of records from WHERE; what is wrong with it shows before any record is looked at.</summary>
internal sealed class SoqlFilter(string query, SoqlFields fields, SoqlValues values)
{
    public Func<SObjectRecord, bool> Of(SoqlCondition? condition) =>
        condition switch
        {
            null => _ => true,
            SoqlCondition.Not not => Negate(Of(not.Part)),
            SoqlCondition.All all => AllOf(all.Parts.Select(Of).ToArray()),
            SoqlCondition.Any any => AnyOf(any.Parts.Select(Of).ToArray()),
            SoqlCondition.Comparison { Operator: "LIKE" } like => Like(like),
            SoqlCondition.Comparison comparison => Compare(comparison),
            _ => throw new NotSupportedException(condition.ToString()),
        };

    private static Func<SObjectRecord, bool> Negate(Func<SObjectRecord, bool> test) => record => !test(record);

    private static Func<SObjectRecord, bool> AllOf(Func<SObjectRecord, bool>[] tests) =>
        record => tests.All(test => test(record));

    private static Func<SObjectRecord, bool> AnyOf(Func<SObjectRecord, bool>[] tests) =>
        record => tests.Any(test => test(record));

    private Func<SObjectRecord, bool> Like(SoqlCondition.Comparison like)
    {
        SObjectField field = fields.Find(like.Field);
        SoqlToken token = like.Values[0];
        if (field.Type is not (FieldType.String or FieldType.Email) || token.Kind != SoqlTokenKind.Text)
            throw SoqlException.At(
                query,
                like.Field.Position,
                $"invalid operator on {field.TypeName} field",
                "INVALID_FIELD"
            );

        Regex pattern = SoqlText.Pattern(query, token);
        return record => fields.ValueOf(record, like.Field) is string text && pattern.IsMatch(text);
    }

    private Func<SObjectRecord, bool> Compare(SoqlCondition.Comparison comparison)
    {
        SObjectField field = fields.Find(comparison.Field);
        object?[] wanted = comparison.Values.Select(value => values.Read(field, value)).ToArray();
        return record => Holds(field, comparison.Operator, fields.ValueOf(record, comparison.Field), wanted);
    }

    /// <summary>Null is unequal to every value, and neither less nor greater.</summary>
    private static bool Holds(SObjectField field, string sign, object? value, object?[] wanted)
    {
        if (sign is "=" or "IN")
            return wanted.Any(one => SoqlFields.Compare(field, value, one) == 0);
        if (sign is "!=" or "NOT IN")
            return wanted.All(one => SoqlFields.Compare(field, value, one) != 0);
        if (value is null || wanted[0] is null)
            return false;

        int order = SoqlFields.Compare(field, value, wanted[0]);
        return sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }
}
