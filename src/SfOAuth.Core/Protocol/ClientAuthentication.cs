namespace SfOAuth.Protocol;

/// <summary>How a client that has a secret proves it (RFC 6749, section 2.3.1). A public client proves nothing and sends neither.</summary>
public enum ClientAuthentication
{
    /// <summary><c>client_secret</c> among the form fields; what most Salesforce clients do.</summary>
    Body,

    /// <summary>An <c>Authorization: Basic</c> header; keeps the secret out of the body.</summary>
    Basic,
}
