namespace SfOAuth.FakeOrg.Soql;

/// <summary>
/// A field a query names: <c>Name</c>, or <c>Account.Name</c> for one of the record that a reference leads to.
/// </summary>
internal sealed record SoqlField(string Path, int Position)
{
    private int Dot => Path.IndexOf('.', System.StringComparison.Ordinal);

    /// <summary>Null: the field is the record's own.</summary>
    public string? Relationship => Dot < 0 ? null : Path[..Dot];

    public string Name => Path[(Dot + 1)..];
}
