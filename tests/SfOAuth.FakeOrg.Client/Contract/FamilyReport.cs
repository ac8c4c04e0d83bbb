namespace SfOAuth.FakeOrg;

/// <summary>A login as the ledger showed it at one moment.</summary>
/// <param name="RefreshToken">The current one; null when the login has none.</param>
/// <param name="RefreshTokenState"><c>active</c>, <c>revoked</c> or <c>none</c>.</param>
/// <param name="Generation">How often the refresh token was replaced.</param>
/// <param name="RefreshCount">How many refreshes were granted.</param>
/// <param name="EndedBecause">Null while alive; else <c>reuse</c>, <c>revoked</c>, <c>idle</c> or
/// <c>approvals</c>.</param>
public sealed record FamilyReport(
    long Id,
    string Username,
    string ClientId,
    string Scope,
    string? RefreshToken,
    string RefreshTokenState,
    long Generation,
    long RefreshCount,
    bool IsAlive,
    string? EndedBecause,
    int AccessTokensAlive
);
