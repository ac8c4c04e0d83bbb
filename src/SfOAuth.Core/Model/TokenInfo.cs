using System;
using System.Collections.Generic;
using System.Globalization;

namespace SfOAuth;

/// <summary>
/// What the server knows of a token (RFC 7662, section 2.2). Of one that is not active it says no more than that.
/// </summary>
public sealed class TokenInfo
{
    internal TokenInfo() { }

    /// <summary>
    /// Whether the token works at this moment. False also for a token of another app, of which nothing is told.
    /// </summary>
    public bool Active { get; internal init; }

    /// <summary>
    /// <c>access_token</c> or <c>refresh_token</c>; null for one that is not active, as all that follows.
    /// </summary>
    public string? TokenType { get; internal init; }

    /// <summary>The consumer key of the app it was issued to.</summary>
    public string? ClientId { get; internal init; }

    /// <summary>Whose it is.</summary>
    public string? Username { get; internal init; }

    /// <summary>What was granted.</summary>
    public string[] Scope { get; internal init; } = [];

    /// <summary>When it ends unless it is used before; null for a refresh token.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? IssuedAt { get; internal init; }

    /// <summary>From when on it works.</summary>
    public DateTimeOffset? NotBefore { get; internal init; }

    /// <summary>The identity URL.</summary>
    public string? Id { get; internal init; }

    /// <summary>15 or 18 characters, out of the identity URL.</summary>
    public string? OrganizationId => IdentityUrl.OrganizationOf(Id);

    /// <summary>15 or 18 characters, out of the identity URL.</summary>
    public string? UserId => IdentityUrl.UserOf(Id);

    /// <summary>Every other field of the answer.</summary>
    public IReadOnlyDictionary<string, string> AdditionalFields { get; internal init; } =
        new Dictionary<string, string>();

    /// <inheritdoc/>
    public override string ToString() =>
        Active
            ? string.Format(
                CultureInfo.InvariantCulture,
                "{0} of {1}, until {2:u}",
                TokenType ?? "token",
                Username ?? UserId ?? "an unknown user",
                ExpiresAt
            )
            : "inactive token";
}
