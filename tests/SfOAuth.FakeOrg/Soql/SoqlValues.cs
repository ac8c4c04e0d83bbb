using System;
using System.Globalization;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>The values of a query, as the type of the field they are compared with.</summary>
internal sealed class SoqlValues(string query, OrgClock clock)
{
    /// <exception cref="SoqlException">A value of another type than the field's.</exception>
    public object? Read(SObjectField field, SoqlToken token)
    {
        if (token.Is("NULL"))
            return null;
        return (field.Type, token.Kind) switch
        {
            (FieldType.Boolean, SoqlTokenKind.Word) when token.Is("TRUE") || token.Is("FALSE") => token.Is("TRUE"),
            (FieldType.Int or FieldType.Double, SoqlTokenKind.Number) => decimal.Parse(
                token.Text,
                CultureInfo.InvariantCulture
            ),
            (FieldType.Date, SoqlTokenKind.Date or SoqlTokenKind.Word) => Day(token),
            (FieldType.DateTime, SoqlTokenKind.DateTime) => Time(token),
            (FieldType.DateTime, SoqlTokenKind.Word) => new DateTimeOffset(
                Day(token),
                TimeOnly.MinValue,
                TimeSpan.Zero
            ),
            _ when field.IsText && token.Kind == SoqlTokenKind.Text => Text(SoqlText.Decode(query, token)),
            _ => throw WrongType(field, token),
        };
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;

    private DateOnly Day(SoqlToken token)
    {
        DateOnly today = DateOnly.FromDateTime(clock.UtcNow.UtcDateTime);
        if (token.Kind == SoqlTokenKind.Word && !token.Is("TRUE") && !token.Is("FALSE"))
            return today.AddDays(
                token.Is("YESTERDAY") ? -1
                : token.Is("TOMORROW") ? 1
                : 0
            );
        return DateOnly.TryParse(token.Text, CultureInfo.InvariantCulture, out DateOnly day)
            ? day
            : throw SoqlException.Unexpected(query, token);
    }

    private DateTimeOffset Time(SoqlToken token) =>
        DateTimeOffset.TryParse(token.Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            ? time
            : throw SoqlException.Unexpected(query, token);

    private SoqlException WrongType(SObjectField field, SoqlToken token)
    {
        string quotes = field.IsText ? "should be enclosed in quotes" : "should not be enclosed in quotes";
        string type = field.IsText ? "string" : field.TypeName;
        return SoqlException.At(
            query,
            token.Position,
            $"value of filter criterion for field '{field.Name}' must be of type {type} and {quotes}",
            "INVALID_FIELD"
        );
    }
}
