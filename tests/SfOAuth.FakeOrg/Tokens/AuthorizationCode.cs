using System;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>What a code stands for.</summary>
/// <param name="HostIdentity">The host that issued it; null lets every host take it.</param>
internal sealed record AuthorizationCode(
    OrgApp App,
    OrgUser User,
    ScopeList Scopes,
    string RedirectUri,
    string? CodeChallenge,
    string? Nonce,
    string? HostIdentity,
    DateTimeOffset IssuedAt
);
