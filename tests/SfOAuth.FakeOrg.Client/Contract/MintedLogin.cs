namespace SfOAuth.FakeOrg;

/// <summary>A minted login.</summary>
/// <param name="RefreshToken">Null when the scope has neither refresh_token nor offline_access.</param>
/// <param name="Json">The whole token response, as the token endpoint would have answered.</param>
public sealed record MintedLogin(string AccessToken, string? RefreshToken, string InstanceUrl, string Id, string Json);
