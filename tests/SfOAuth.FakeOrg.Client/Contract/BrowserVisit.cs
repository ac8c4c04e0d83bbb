namespace SfOAuth.FakeOrg;

/// <summary>Where a sign-in ended.</summary>
/// <param name="Location">The address the browser was sent to, code or error included.</param>
/// <param name="Status">What answered there; null unless it was followed.</param>
public sealed record BrowserVisit(string Location, int? Status, string? Body);
