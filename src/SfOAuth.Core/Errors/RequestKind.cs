namespace SfOAuth.Errors;

/// <summary>
/// The request an answer belongs to. Salesforce uses the same error text for different causes in different grants,
/// so no error is understood without it.
/// </summary>
public enum RequestKind
{
    /// <summary>The browser leg: what comes back on the redirect URI (RFC 6749, section 4.1.2).</summary>
    Authorization,

    /// <summary>Authorization code for tokens (RFC 6749, section 4.1.3).</summary>
    AuthorizationCode,

    /// <summary>Refresh token for a new access token (RFC 6749, section 6).</summary>
    RefreshToken,

    /// <summary>A signed assertion for an access token (RFC 7523, section 2.1).</summary>
    JwtBearer,

    /// <summary>The app's own login for an access token (RFC 6749, section 4.4).</summary>
    ClientCredentials,

    /// <summary>User name and password for an access token (RFC 6749, section 4.3).</summary>
    Password,

    /// <summary>The end of a token (RFC 7009).</summary>
    Revocation,

    /// <summary>What the server knows of a token (RFC 7662).</summary>
    Introspection,

    /// <summary>Whose token it is: the identity URL, or userinfo (OpenID Connect Core, section 5.3).</summary>
    Identity,

    /// <summary>A URL that signs a browser in, for a token.</summary>
    SingleAccess,

    /// <summary>The org's configuration and its keys (OpenID Connect Discovery, section 4; RFC 7517).</summary>
    Discovery,
}
