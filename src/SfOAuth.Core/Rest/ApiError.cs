namespace SfOAuth.Rest;

/// <summary>One element of the array Salesforce answers a refused call with.</summary>
/// <param name="Code">Such as <c>MALFORMED_QUERY</c>; the HTTP status in words where Salesforce named none.</param>
/// <param name="Message">Salesforce's own, freed of anything that looks like a token.</param>
public sealed record ApiError(string Code, string Message);
