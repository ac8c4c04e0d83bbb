namespace SfOAuth.Protocol;

/// <summary>
/// The request an answer belongs to. Salesforce uses the same error text for different causes in different grants,
/// so no error is understood without it.
/// </summary>
public enum Grant
{
    /// <summary>The browser leg: what comes back on the redirect URI (RFC 6749, section 4.1.2).</summary>
    Authorization,

    /// <summary>Authorization code for tokens (RFC 6749, section 4.1.3).</summary>
    AuthorizationCode,

    /// <summary>Refresh token for a new access token (RFC 6749, section 6).</summary>
    RefreshToken,
}
