using System;
using System.Collections;
using System.Collections.Generic;
using System.Security;
using SfOAuth.Formats;
using SfOAuth.Secrets;

namespace SfOAuth;

/// <summary>
/// An access token and what came with it. No property shows a secret, no conversion but the one to
/// <see cref="SecureString"/> gives one, and as text it names the org. It is neither a dictionary nor a sequence on
/// purpose: piped by mistake into a REST cmdlet those would end up in the URL.
/// </summary>
public sealed class Token
{
    internal Token() { }

    /// <summary>The saved connection this token belongs to; null when it is not saved.</summary>
    public string? Name { get; internal init; }

    /// <summary>The vault the connection is saved in; null when it is not saved.</summary>
    public string? Vault { get; internal init; }

    /// <summary>The access token.</summary>
    public required SecureString AccessToken { get; init; }

    /// <summary>The newest refresh token; null when there is none.</summary>
    public SecureString? RefreshToken { get; internal init; }

    /// <summary>Base of all REST calls, without a slash at the end; null only when no answer ever named it.</summary>
    public string? InstanceUrl { get; internal init; }

    /// <summary>Where the token came from and is refreshed.</summary>
    public required string LoginUrl { get; init; }

    /// <summary>The consumer key.</summary>
    public required string ClientId { get; init; }

    /// <summary>The identity URL, as received.</summary>
    public string? Id { get; internal init; }

    /// <summary>15 or 18 characters, out of the identity URL.</summary>
    public string? OrganizationId { get; internal init; }

    /// <summary>15 or 18 characters, out of the identity URL.</summary>
    public string? UserId { get; internal init; }

    /// <summary>Known only where an id token came along.</summary>
    public string? Username { get; internal init; }

    /// <summary>When the server made the token.</summary>
    public DateTimeOffset? IssuedAt { get; internal init; }

    /// <summary>
    /// When the token ends; null when that is unknown, as with every opaque token: its session ends by idling.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>What was granted; empty when the server did not say.</summary>
    public string[] Scope { get; internal init; } = [];

    /// <summary><c>Bearer</c> unless the server said otherwise.</summary>
    public string TokenType { get; internal init; } = "Bearer";

    /// <summary>Base64 of the HMAC over identity URL and time of issue; null for public clients.</summary>
    public string? Signature { get; internal init; }

    /// <summary>The id token (OpenID Connect); null without the scope <c>openid</c>.</summary>
    public SecureString? IdToken { get; internal init; }

    /// <summary>The Experience Cloud site; null for other users.</summary>
    public string? SiteUrl { get; internal init; }

    /// <summary>The base for Salesforce's platform APIs; null where the server names none.</summary>
    public string? ApiInstanceUrl { get; internal init; }

    /// <summary>Every other field of the answer. Session ids and other secrets among them are secure strings.</summary>
    public IReadOnlyDictionary<string, object> AdditionalFields { get; internal init; } =
        new Dictionary<string, object>();

    /// <summary>
    /// Of the connection of this session that the token belongs to; null for one that is saved, and for one that is
    /// neither.
    /// </summary>
    internal string? SessionId { get; init; }

    /// <summary>The characters the signature covers.</summary>
    internal string? IssuedAtText { get; init; }

    /// <summary>The access token for whatever takes a secure string, as <c>Invoke-RestMethod -Token</c> does.</summary>
    public static implicit operator SecureString(Token token) => token.AccessToken;

    /// <summary>
    /// Nothing. A token piped into <c>Invoke-RestMethod</c> becomes the body of its request, or on a GET, if it
    /// converts to a dictionary, the query of its URL; so that both stay empty there is this conversion to an empty
    /// one.
    /// </summary>
    public static implicit operator Hashtable(Token token) => [];

    /// <summary>The access token as plain text. It is not masked anywhere from here on.</summary>
    public string GetAccessToken() => SecureText.Reveal(AccessToken);

    /// <summary>
    /// The <c>Authorization</c> header for a client that takes no token. It is not masked anywhere from here on.
    /// </summary>
    public Dictionary<string, string> GetHeaders() => new() { ["Authorization"] = $"{TokenType} {GetAccessToken()}" };

    /// <summary>The URL of a resource on this token's instance.</summary>
    /// <param name="path">A path such as <c>/services/data</c>, or a whole URL on the same instance.</param>
    /// <exception cref="ArgumentException">The URL is on another host; the token would leave the org.</exception>
    /// <exception cref="ArgumentException">A character in the path would arrive as another.</exception>
    /// <exception cref="InvalidOperationException">The instance is not known.</exception>
    public string Resolve(string path)
    {
        if (InstanceUrl is null)
            throw new InvalidOperationException("The server named no instance URL for this token.");
        if (ResourcePath.FlawOf(path) is string flaw)
            throw new ArgumentException(flaw, nameof(path));
        var instance = new Uri(InstanceUrl);
        var resolved = new Uri(instance, path);
        return
            Uri.Compare(
                instance,
                resolved,
                UriComponents.SchemeAndServer,
                UriFormat.Unescaped,
                StringComparison.OrdinalIgnoreCase
            ) == 0
            ? resolved.AbsoluteUri
            : throw new ArgumentException(
                $"'{resolved.Authority}' is not the host of this token, '{instance.Authority}'.",
                nameof(path)
            );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Salesforce token of {Username ?? UserId ?? "an unknown user"} at {InstanceUrl ?? LoginUrl}";
}
