using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>Who holds which tokens. One lock: hundreds of requests at once see one truth.</summary>
public sealed class Ledger
{
    private const int DeadFamilyLimit = 1_000;
    private readonly object _lock = new();
    private readonly Scenario _scenario;
    private readonly OrgClock _clock;
    private readonly RefreshTokenCodec _codec = new();
    private readonly Dictionary<long, TokenFamily> _families = [];
    private readonly Queue<TokenFamily> _dead = new();
    private readonly AccessTokens _accessTokens;
    private long _lastFamily;

    internal Ledger(Scenario scenario, OrgClock clock)
    {
        _scenario = scenario;
        _clock = clock;
        _accessTokens = new AccessTokens(scenario, clock);
    }

    /// <summary>Oldest login first. The last 1,000 dead ones are still there.</summary>
    public IReadOnlyList<FamilyReport> Families
    {
        get
        {
            lock (_lock)
                return _families.Values.OrderBy(family => family.Id).Select(Report).ToArray();
        }
    }

    public int AccessTokensAlive => Families.Sum(family => family.AccessTokensAlive);

    /// <summary>
    /// The login a refresh or access token belongs to; null when the token is unknown, rotated away or dead.
    /// </summary>
    public FamilyReport? Find(string token)
    {
        lock (_lock)
            return (FindByRefreshToken(token) ?? _accessTokens.Find(token)?.Family) is { } family
                ? Report(family)
                : null;
    }

    /// <summary>A new login. The sixth of one user for one app ends the first.</summary>
    internal TokenFamily Open(OrgApp app, OrgUser user, ScopeList scopes, string sitePath)
    {
        lock (_lock)
        {
            TokenFamily family = new(++_lastFamily, app, user, scopes, sitePath) { LastRefreshedAt = _clock.UtcNow };
            family.RefreshToken = _codec.Encode(family.Id, 0);
            _families.Add(family.Id, family);
            EndOldestApprovals(family);
            return family;
        }
    }

    /// <summary>The login of grants that give no refresh token: one for each user, app and set of scopes.</summary>
    internal TokenFamily OpenSession(OrgApp app, OrgUser user, ScopeList scopes, string sitePath)
    {
        lock (_lock)
        {
            TokenFamily? known = _families.Values.FirstOrDefault(family =>
                family.RefreshToken is null
                && family.IsAlive
                && family.App == app
                && family.User == user
                && family.SitePath == sitePath
                && family.Scopes.ToString() == scopes.ToString()
            );
            if (known is null)
                _families.Add(++_lastFamily, known = new TokenFamily(_lastFamily, app, user, scopes, sitePath));
            return known;
        }
    }

    internal bool HasApproved(OrgUser user, OrgApp app)
    {
        lock (_lock)
            return _families.Values.Any(family =>
                family.IsAlive && family.RefreshToken is not null && family.User == user && family.App == app
            );
    }

    internal AccessToken Grant(TokenFamily family, string value, DateTimeOffset? fixedExpiry)
    {
        lock (_lock)
            return _accessTokens.Add(family, value, fixedExpiry);
    }

    /// <summary>The live token of that value; using it prolongs the session.</summary>
    internal AccessToken? FindAccessToken(string value, bool use)
    {
        lock (_lock)
            return _accessTokens.Find(value, use);
    }

    internal TokenFamily? FindFamily(string refreshToken)
    {
        lock (_lock)
            return FindByRefreshToken(refreshToken);
    }

    internal DateTimeOffset ExpiryOf(AccessToken token)
    {
        lock (_lock)
            return token.ExpiresAt(_scenario.SessionTimeout);
    }

    /// <summary>Takes the token for one refresh. Until the lease is disposed a second taker is refused.</summary>
    internal RefreshLease BeginRefresh(string refreshToken, OrgApp app)
    {
        lock (_lock)
        {
            if (
                !_codec.TryDecode(refreshToken, out long id, out long generation)
                || !_families.TryGetValue(id, out TokenFamily? family)
                || !family.IsAlive
                || family.App != app
            )
                throw Refusals.ExpiredToken.Raise();
            if (generation < family.Generation)
                End(family, "reuse");
            else if (_clock.UtcNow - family.LastRefreshedAt >= _scenario.RefreshTokenIdleLimit)
                End(family, "idle");
            else if (family.RefreshInProgress)
                throw Refusals.AlreadyProcessing.Raise();
            if (!family.IsAlive)
                throw Refusals.ExpiredToken.Raise();

            family.RefreshInProgress = true;
            return new RefreshLease(this, family);
        }
    }

    /// <returns>The new refresh token when it rotates, and the access token that is still good when the scenario gives
    /// it again.</returns>
    internal (string? RefreshToken, AccessToken? AccessToken) CompleteRefresh(TokenFamily family)
    {
        lock (_lock)
        {
            if (!family.IsAlive)
                throw Refusals.ExpiredToken.Raise();
            bool rotates = _scenario.RotateRefreshTokens;
            if (rotates)
                family.RefreshToken = _codec.Encode(family.Id, ++family.Generation);
            family.RefreshCount++;
            family.LastRefreshedAt = _clock.UtcNow;
            AccessToken? known = _scenario.RefreshReturnsSameAccessToken ? _accessTokens.Newest(family) : null;
            return (rotates ? family.RefreshToken : null, known);
        }
    }

    internal void EndRefresh(TokenFamily family)
    {
        lock (_lock)
            family.RefreshInProgress = false;
    }

    /// <returns>False when no live token has that value.</returns>
    internal bool Revoke(string token)
    {
        lock (_lock)
        {
            if (FindByRefreshToken(token) is { } family)
            {
                End(family, "revoked");
                return true;
            }

            return _accessTokens.Find(token) is { } access && _accessTokens.Remove(access);
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _families.Clear();
            _dead.Clear();
            _accessTokens.Clear();
        }
    }

    private TokenFamily? FindByRefreshToken(string token) =>
        _codec.TryDecode(token, out long id, out long generation)
        && _families.TryGetValue(id, out TokenFamily? family)
        && family.IsAlive
        && family.Generation == generation
            ? family
            : null;

    private void EndOldestApprovals(TokenFamily newest)
    {
        if (_scenario.ApprovalLimit <= 0)
            return;

        TokenFamily[] approvals = _families
            .Values.Where(family =>
                family.IsAlive
                && family.RefreshToken is not null
                && family.App == newest.App
                && family.User == newest.User
            )
            .OrderBy(family => family.Id)
            .ToArray();
        foreach (TokenFamily oldest in approvals.Take(approvals.Length - _scenario.ApprovalLimit))
            End(oldest, "approvals");
    }

    private void End(TokenFamily family, string reason)
    {
        family.EndedBecause = reason;
        _accessTokens.RemoveAll(family);
        _dead.Enqueue(family);
        if (_dead.Count > DeadFamilyLimit)
            _families.Remove(_dead.Dequeue().Id);
    }

    private FamilyReport Report(TokenFamily family) =>
        new(
            family.Id,
            family.User.Username,
            family.App.ClientId,
            family.Scopes.ToString(),
            family.RefreshToken,
            family.RefreshToken is null ? "none"
                : family.IsAlive ? "active"
                : "revoked",
            family.Generation,
            family.RefreshCount,
            family.IsAlive,
            family.EndedBecause,
            _accessTokens.CountAlive(family)
        );
}
