using System;
using System.Collections.Concurrent;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Authorization;

/// <summary>
/// One-time passwords of frontdoor URLs, which are "short-lived" in Salesforce's words: a minute here.
/// </summary>
internal sealed class FrontdoorPasses(OrgClock clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, FrontdoorPass> _passes = new(StringComparer.Ordinal);

    public string Issue(OrgUser user, string? startUrl)
    {
        string otp = SessionAlphabet.Random(48);
        _passes[otp] = new FrontdoorPass(user, startUrl, clock.UtcNow);
        return otp;
    }

    public FrontdoorPass? Redeem(string? otp) =>
        otp is not null && _passes.TryRemove(otp, out FrontdoorPass? pass) && clock.UtcNow - pass.IssuedAt < Life
            ? pass
            : null;

    public void Clear() => _passes.Clear();
}

/// <param name="StartUrl">Where the session begins; null: on the org's own first page.</param>
internal sealed record FrontdoorPass(OrgUser User, string? StartUrl, DateTimeOffset IssuedAt);
