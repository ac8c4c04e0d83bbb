using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.Protocol;

namespace SfOAuth;

/// <summary>What the server knows of a token (RFC 7662, section 2.2). Of one that is not active it says no more than that.</summary>
public sealed class TokenInfo
{
    private static readonly string[] _known =
    [
        ProtocolNames.Active, ProtocolNames.TokenType, ProtocolNames.ClientId, ProtocolNames.Username, ProtocolNames.Scope,
        ProtocolNames.Expiry, ProtocolNames.IssuedAtClaim, ProtocolNames.NotBefore, ProtocolNames.Subject,
    ];

    private TokenInfo(IReadOnlyDictionary<string, string> fields)
    {
        Active = Text(fields, ProtocolNames.Active)?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
        TokenType = Text(fields, ProtocolNames.TokenType);
        ClientId = Text(fields, ProtocolNames.ClientId);
        Username = Text(fields, ProtocolNames.Username);
        Scope = Text(fields, ProtocolNames.Scope)?.Split([' '], StringSplitOptions.RemoveEmptyEntries) ?? [];
        ExpiresAt = TokenResponse.ReadInstant(Text(fields, ProtocolNames.Expiry));
        IssuedAt = TokenResponse.ReadInstant(Text(fields, ProtocolNames.IssuedAtClaim));
        NotBefore = TokenResponse.ReadInstant(Text(fields, ProtocolNames.NotBefore));
        Id = Text(fields, ProtocolNames.Subject);
        AdditionalFields = fields.Where(field => !_known.Contains(field.Key)).ToDictionary(field => field.Key, field => field.Value);
    }

    /// <summary>Whether the token works at this moment. False also for a token of another app, of which nothing is told.</summary>
    public bool Active { get; }

    /// <summary><c>access_token</c> or <c>refresh_token</c>; null for one that is not active, as all that follows.</summary>
    public string? TokenType { get; }

    /// <summary>The consumer key of the app it was issued to.</summary>
    public string? ClientId { get; }

    /// <summary>Whose it is.</summary>
    public string? Username { get; }

    /// <summary>What was granted.</summary>
    public string[] Scope { get; }

    /// <summary>When it ends unless it is used before; null for a refresh token.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? IssuedAt { get; }

    /// <summary>From when on it works.</summary>
    public DateTimeOffset? NotBefore { get; }

    /// <summary>The identity URL.</summary>
    public string? Id { get; }

    /// <summary>15 or 18 characters, out of the identity URL.</summary>
    public string? OrganizationId => IdentityUrl.OrganizationOf(Id);

    /// <summary>15 or 18 characters, out of the identity URL.</summary>
    public string? UserId => IdentityUrl.UserOf(Id);

    /// <summary>Every other field of the answer.</summary>
    public IReadOnlyDictionary<string, string> AdditionalFields { get; }

    /// <inheritdoc/>
    public override string ToString() => Active
        ? string.Format(CultureInfo.InvariantCulture, "{0} of {1}, until {2:u}", TokenType ?? "token", Username ?? UserId ?? "an unknown user", ExpiresAt)
        : "inactive token";

    internal static TokenInfo From(IReadOnlyDictionary<string, string> fields) => new(fields);

    private static string? Text(IReadOnlyDictionary<string, string> fields, string name)
        => fields.TryGetValue(name, out string? text) && text.Length > 0 ? text : null;
}
