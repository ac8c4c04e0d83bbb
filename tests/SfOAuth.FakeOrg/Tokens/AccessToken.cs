using System;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>A live access token. Opaque ones live while used; JWTs until their <c>exp</c>.</summary>
internal sealed class AccessToken(
    string value,
    TokenFamily family,
    DateTimeOffset issuedAt,
    DateTimeOffset? fixedExpiry
)
{
    public string Value { get; } = value;

    public TokenFamily Family { get; } = family;

    public DateTimeOffset IssuedAt { get; } = issuedAt;

    public DateTimeOffset LastUsedAt { get; set; } = issuedAt;

    public DateTimeOffset ExpiresAt(TimeSpan sessionTimeout) => fixedExpiry ?? LastUsedAt + sessionTimeout;
}
