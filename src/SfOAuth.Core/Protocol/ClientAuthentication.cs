namespace SfOAuth.Protocol;

/// <summary>
/// How a client proves itself (RFC 6749, section 2.3.1; RFC 7523, section 2.2). A public client proves nothing and
/// sends neither.
/// </summary>
public enum ClientAuthentication
{
    /// <summary><c>client_secret</c> among the form fields; what most Salesforce clients do.</summary>
    Body,

    /// <summary>An <c>Authorization: Basic</c> header; keeps the secret out of the body.</summary>
    Basic,

    /// <summary>An assertion signed with the app's private key, in place of a secret.</summary>
    PrivateKeyJwt,
}
