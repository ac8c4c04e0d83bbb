using System;
using System.Collections.Generic;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>
/// One login: the refresh token with all its successors, and the access tokens got with them. Guarded by the ledger's
/// lock.
/// </summary>
internal sealed class TokenFamily(long id, OrgApp app, OrgUser user, ScopeList scopes, string sitePath)
{
    public long Id { get; } = id;

    public OrgApp App { get; } = app;

    public OrgUser User { get; } = user;

    public ScopeList Scopes { get; } = scopes;

    public string SitePath { get; } = sitePath;

    public string? RefreshToken { get; set; }

    /// <summary>How often the refresh token was replaced.</summary>
    public long Generation { get; set; }

    public bool RefreshInProgress { get; set; }

    public long RefreshCount { get; set; }

    public DateTimeOffset LastRefreshedAt { get; set; }

    /// <summary>Null while the login lives.</summary>
    public string? EndedBecause { get; set; }

    public bool IsAlive => EndedBecause is null;

    public LinkedList<AccessToken> AccessTokens { get; } = new();
}
