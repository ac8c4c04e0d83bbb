using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace SfOAuth.FakeOrg.Org;

/// <summary>How the org behaves now. Every property may be set while requests run; the next request sees it.</summary>
public sealed class Scenario
{
    public Scenario() => OrgDefaults.Populate(this);

    // Refresh tokens and sessions
    public bool RotateRefreshTokens { get; set; } = true;
    public bool RefreshReturnsSameAccessToken { get; set; }

    /// <summary>Off by default: signing one costs more than the whole refresh.</summary>
    public bool RefreshReturnsIdToken { get; set; }

    /// <summary>
    /// Real time a refresh is "being processed"; a second one with the same token meanwhile is refused.
    /// </summary>
    public TimeSpan RefreshProcessingTime { get; set; }

    /// <summary>Null: refresh tokens never go stale.</summary>
    public TimeSpan? RefreshTokenIdleLimit { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Approvals one user may have for one app before the oldest is revoked. Zero: no limit.</summary>
    public int ApprovalLimit { get; set; } = 5;

    /// <summary>Live access tokens of one login before the oldest is dropped.</summary>
    public int AccessTokenLimit { get; set; } = 200;

    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromHours(2);
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(15);
    public bool BindCodesToHost { get; set; } = true;

    // The shape of answers
    public TokenFormat TokenFormat { get; set; }
    public bool IssuedAtInSeconds { get; set; }
    public bool InstanceUrlTrailingSlash { get; set; } = true;

    /// <summary>Replaces <c>instance_url</c>, as after an org migration.</summary>
    public string? InstanceUrl { get; set; }

    public IReadOnlyCollection<string> OmitFields { get; set; } = [];
    public ConcurrentDictionary<string, object?> ExtraFields { get; } = new();

    /// <summary>Adds the old <c>sfdc_community_*</c> names beside the new ones on a site.</summary>
    public bool CommunityFields { get; set; }

    // Id tokens and identity
    /// <summary>Claims of id tokens in place of the true ones; null leaves a claim out.</summary>
    public ConcurrentDictionary<string, object?> IdTokenClaims { get; } = new();

    /// <summary>What the id token's header says; the signature is made with RS256 whatever it is.</summary>
    public string IdTokenAlgorithm { get; set; } = "RS256";

    /// <summary>
    /// True: id tokens are signed with a key that the org does not publish, under the published one's name.
    /// </summary>
    public bool IdTokenKeyIsForeign { get; set; }

    /// <summary>Replaces <c>jwks_uri</c> in the discovery document.</summary>
    public string? KeysUrl { get; set; }

    /// <summary>
    /// Where the login host sends who asks an identity URL, without a trailing slash; null: it answers itself.
    /// </summary>
    public string? IdentityRedirect { get; set; }

    /// <summary>The path of the Experience Cloud site on the domain host; null: the org has none.</summary>
    public string? SitePath { get; set; } = "/partners";

    /// <summary>
    /// True: the site is of Lightning Web Runtime. It answers discovery with a page of its own, and its Visualforce
    /// site, whose path has <c>vforcesite</c> behind it, with the document.
    /// </summary>
    public bool SiteIsLwr { get; set; }

    // The authorize page
    public AuthorizeErrorStyle AuthorizeErrorStyle { get; set; }
    public InvalidScopeStyle InvalidScopeStyle { get; set; }

    /// <summary>True sends <c>missing required code challenge</c> to the callback instead of showing it.</summary>
    public bool CodeChallengeErrorOnCallback { get; set; }

    /// <summary>
    /// Username; null: a person logs in. Whoever opens the authorize URL has logged in as that user and pressed Allow.
    /// </summary>
    public string? AutoApproveUser { get; set; }

    /// <summary>True: the org prevents logins at the login host, and only My Domain takes them.</summary>
    public bool LoginHostBlocked { get; set; }

    // Refusals
    public bool AppUnknown { get; set; }
    public bool AppBlocked { get; set; }
    public bool AppNotInstalled { get; set; }

    /// <summary>
    /// The commonest refusal since September 2025: <c>invalid_client</c> with <c>app must be installed into org</c>.
    /// </summary>
    public bool AppMustBeInstalled { get; set; }

    /// <summary>False lets JWT bearer in without the scope that it never makes use of.</summary>
    public bool JwtNeedsRefreshScope { get; set; } = true;

    /// <summary>
    /// True: the password flow is off, as by default since Summer '23, and says <c>authentication failure</c> of it.
    /// </summary>
    public bool PasswordFlowDisabled { get; set; }

    /// <summary>
    /// True answers a wrong verifier with <c>invalid_grant</c> (n8n#32421) in place of the documented
    /// <c>invalid_request</c>.
    /// </summary>
    public bool WrongVerifierIsInvalidGrant { get; set; }

    public bool UserInactive { get; set; }
    public bool IpRestricted { get; set; }
    public bool RateLimited { get; set; }
    public bool OAuthFlowDisabled { get; set; }

    /// <summary>Grant types the org answers with <c>grant type not supported</c>.</summary>
    public IReadOnlyCollection<string> DisabledGrants { get; set; } = [];

    /// <summary>Salesforce's own status for <c>invalid_client</c> is unconfirmed: 400 or 401.</summary>
    public int InvalidClientStatus { get; set; } = 400;

    /// <summary>A JWT bearer assertion that lives longer is refused; null as at Salesforce: no upper bound.</summary>
    public TimeSpan? AssertionLifetimeLimit { get; set; }

    // REST
    /// <summary>
    /// True answers a JWT access token that has died as airbyte#71024 saw it; false as any other dead token.
    /// </summary>
    public bool DeadJwtIsInvalidHeader { get; set; } = true;

    /// <summary>
    /// Null: queries find the org's own records; a number: that many made-up ones of whatever object and fields are
    /// asked.
    /// </summary>
    public int? QueryRecords { get; set; }

    /// <summary>Two thousand as at Salesforce; the request may ask for less, but not for less than 200.</summary>
    public int QueryPageSize { get; set; } = 2_000;

    public AppRegistry Apps { get; } = new();
    public UserRegistry Users { get; } = new();
    public PlannedRefusals NextErrors { get; } = new();

    /// <summary>
    /// Makes the token endpoint refuse the next requests of a grant (null: any), or <c>authorize</c> the next logins.
    /// </summary>
    public void NextError(string? grant, int status, string error, string description, int count = 1) =>
        NextErrors.Add(new PlannedRefusal(grant, status, error, description, count));

    internal void Reset(Scenario defaults)
    {
        foreach (System.Reflection.PropertyInfo property in typeof(Scenario).GetProperties())
        {
            if (property.CanWrite)
                property.SetValue(this, property.GetValue(defaults));
        }

        ExtraFields.Clear();
        IdTokenClaims.Clear();
        NextErrors.Clear();
        OrgDefaults.Populate(this);
    }
}
