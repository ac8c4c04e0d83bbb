namespace SfOAuth.FakeOrg;

/// <summary>A decoded name and value, in the order they were sent.</summary>
public readonly record struct FormField(string Name, string Value);
