namespace SfOAuth;

/// <summary>Where an identity was read.</summary>
public enum IdentitySource
{
    /// <summary>Salesforce's identity URL, which says most.</summary>
    IdentityUrl,

    /// <summary>The userinfo endpoint (OpenID Connect Core, section 5.3).</summary>
    UserInfo,

    /// <summary>
    /// An id token whose signature, issuer, audience and time were checked; nothing was asked but the org's keys.
    /// </summary>
    IdToken,
}
