using System;

namespace SfOAuth.FakeOrg.Soql;

internal enum SoqlTokenKind
{
    Word,
    Text,
    Number,
    Date,
    DateTime,
    Symbol,
    End,
}

/// <param name="Text">As written; of a text what stands between the quotes, escapes and all.</param>
internal readonly record struct SoqlToken(SoqlTokenKind Kind, string Text, int Position)
{
    public bool Is(string word) =>
        Kind is SoqlTokenKind.Word or SoqlTokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
