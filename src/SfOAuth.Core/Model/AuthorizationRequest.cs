using System.Security;

namespace SfOAuth;

/// <summary>
/// A minted authorization request: the URL for the browser, and what has to be kept until the answer is there.
/// As text it is the URL.
/// </summary>
public sealed class AuthorizationRequest
{
    internal AuthorizationRequest() { }

    /// <summary>To be opened in a browser. Holds the PKCE challenge, never the verifier.</summary>
    public required string Url { get; init; }

    /// <summary>Comes back with the code and must be the same (RFC 6749, section 10.12).</summary>
    public required string State { get; init; }

    /// <summary>The PKCE verifier, to be sent with the code; null when the URL has no challenge.</summary>
    public SecureString? CodeVerifier { get; init; }

    /// <summary>Where the browser will end; the exchange must name the same.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The consumer key.</summary>
    public required string ClientId { get; init; }

    /// <summary>The host the user signs in on, with a site's path.</summary>
    public required string LoginUrl { get; init; }

    /// <summary>The scopes asked for; empty means all that the app has.</summary>
    public required string[] Scope { get; init; }

    /// <summary>The nonce an id token must carry; null when none was set.</summary>
    public string? Nonce { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Url;
}
