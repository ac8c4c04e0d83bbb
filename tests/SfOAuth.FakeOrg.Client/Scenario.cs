using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>How the org behaves now; see the class of this name in the FakeOrg itself.</summary>
public sealed class Scenario : OrgPart
{
    private readonly ControlClient _control;

    internal Scenario(ControlClient control)
    {
        _control = control;
        Attach(control.Get<JObject>("scenario"), Change);
        Apps = new AppRegistry(this);
        Users = new UserRegistry(this);
        ExtraFields = new ExtraFields(this, "extraFields");
        IdTokenClaims = new ExtraFields(this, "idTokenClaims");
    }

    public bool RotateRefreshTokens
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool RefreshReturnsSameAccessToken
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool RefreshReturnsIdToken
    {
        get => Get<bool>();
        set => Set(value);
    }
    public TimeSpan RefreshProcessingTime
    {
        get => Get<TimeSpan>();
        set => Set(value);
    }
    public TimeSpan? RefreshTokenIdleLimit
    {
        get => Get<TimeSpan?>();
        set => Set(value);
    }
    public int ApprovalLimit
    {
        get => Get<int>();
        set => Set(value);
    }
    public int AccessTokenLimit
    {
        get => Get<int>();
        set => Set(value);
    }
    public TimeSpan SessionTimeout
    {
        get => Get<TimeSpan>();
        set => Set(value);
    }
    public TimeSpan CodeLifetime
    {
        get => Get<TimeSpan>();
        set => Set(value);
    }
    public bool BindCodesToHost
    {
        get => Get<bool>();
        set => Set(value);
    }
    public TokenFormat TokenFormat
    {
        get => Get<TokenFormat>();
        set => Set(value);
    }
    public bool IssuedAtInSeconds
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool InstanceUrlTrailingSlash
    {
        get => Get<bool>();
        set => Set(value);
    }
    public string? InstanceUrl
    {
        get => Get<string?>();
        set => Set(value);
    }
    public IReadOnlyCollection<string> OmitFields
    {
        get => Get<string[]>();
        set => Set(value);
    }
    public bool CommunityFields
    {
        get => Get<bool>();
        set => Set(value);
    }
    public string? SitePath
    {
        get => Get<string?>();
        set => Set(value);
    }
    public bool SiteIsLwr
    {
        get => Get<bool>();
        set => Set(value);
    }
    public AuthorizeErrorStyle AuthorizeErrorStyle
    {
        get => Get<AuthorizeErrorStyle>();
        set => Set(value);
    }
    public InvalidScopeStyle InvalidScopeStyle
    {
        get => Get<InvalidScopeStyle>();
        set => Set(value);
    }
    public bool CodeChallengeErrorOnCallback
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool AppUnknown
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool AppBlocked
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool AppNotInstalled
    {
        get => Get<bool>();
        set => Set(value);
    }
    public string? AutoApproveUser
    {
        get => Get<string?>();
        set => Set(value);
    }
    public bool LoginHostBlocked
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool AppMustBeInstalled
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool JwtNeedsRefreshScope
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool PasswordFlowDisabled
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool WrongVerifierIsInvalidGrant
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool UserInactive
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool IpRestricted
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool RateLimited
    {
        get => Get<bool>();
        set => Set(value);
    }
    public bool OAuthFlowDisabled
    {
        get => Get<bool>();
        set => Set(value);
    }
    public IReadOnlyCollection<string> DisabledGrants
    {
        get => Get<string[]>();
        set => Set(value);
    }
    public int InvalidClientStatus
    {
        get => Get<int>();
        set => Set(value);
    }
    public TimeSpan? AssertionLifetimeLimit
    {
        get => Get<TimeSpan?>();
        set => Set(value);
    }
    public int? QueryRecords
    {
        get => Get<int?>();
        set => Set(value);
    }
    public bool DeadJwtIsInvalidHeader
    {
        get => Get<bool>();
        set => Set(value);
    }
    public int QueryPageSize
    {
        get => Get<int>();
        set => Set(value);
    }

    public string IdTokenAlgorithm
    {
        get => Get<string>();
        set => Set(value);
    }
    public bool IdTokenKeyIsForeign
    {
        get => Get<bool>();
        set => Set(value);
    }
    public string? KeysUrl
    {
        get => Get<string?>();
        set => Set(value);
    }
    public string? IdentityRedirect
    {
        get => Get<string?>();
        set => Set(value);
    }

    public ExtraFields ExtraFields { get; }

    public ExtraFields IdTokenClaims { get; }

    public AppRegistry Apps { get; }

    public UserRegistry Users { get; }

    public void NextError(string? grant, int status, string error, string description, int count = 1) =>
        Change(
            new JObject
            {
                ["nextError"] = ControlJson.ToToken(
                    new
                    {
                        grant,
                        status,
                        error,
                        description,
                        count,
                    }
                ),
            }
        );

    /// <summary>What the org now has under a name of its scenario.</summary>
    internal JToken Look(string name) => _control.Get<JObject>("scenario")[name]!;

    internal void Change(JObject changes) => _control.Send("PATCH", "scenario", changes);
}
