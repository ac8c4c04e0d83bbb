using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>The live access tokens by value; dead ones are dropped when met. Used under the ledger's lock.</summary>
internal sealed class AccessTokens(Scenario scenario, OrgClock clock)
{
    private readonly Dictionary<string, AccessToken> _byValue = new(StringComparer.Ordinal);

    public AccessToken Add(TokenFamily family, string value, DateTimeOffset? fixedExpiry)
    {
        AccessToken token = new(value, family, clock.UtcNow, fixedExpiry);

        // Revoked between the lease and here: the token is born dead.
        if (!family.IsAlive)
            return token;

        _byValue[value] = token;
        family.AccessTokens.AddLast(token);
        while (family.AccessTokens.Count > Math.Max(1, scenario.AccessTokenLimit))
            Remove(family.AccessTokens.First!.Value);
        return token;
    }

    public AccessToken? Find(string value, bool use = false)
    {
        if (!_byValue.TryGetValue(value, out AccessToken? token))
            return null;
        if (!IsAlive(token))
        {
            Remove(token);
            return null;
        }

        if (use)
            token.LastUsedAt = clock.UtcNow;
        return token;
    }

    public AccessToken? Newest(TokenFamily family) => family.AccessTokens.LastOrDefault(IsAlive);

    public int CountAlive(TokenFamily family) => family.AccessTokens.Count(IsAlive);

    public bool Remove(AccessToken token)
    {
        token.Family.AccessTokens.Remove(token);
        return _byValue.Remove(token.Value);
    }

    public void RemoveAll(TokenFamily family)
    {
        foreach (AccessToken token in family.AccessTokens)
            _byValue.Remove(token.Value);
        family.AccessTokens.Clear();
    }

    public void Clear() => _byValue.Clear();

    private bool IsAlive(AccessToken token) => clock.UtcNow < token.ExpiresAt(scenario.SessionTimeout);
}
