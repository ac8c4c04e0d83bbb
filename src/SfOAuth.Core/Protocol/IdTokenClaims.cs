using System;
using System.Collections.Generic;
using SfOAuth.Formats;
using SfOAuth.Hosts;

namespace SfOAuth.Protocol;

/// <summary>What an id token says (OpenID Connect Core, section 2). To be believed only after <see cref="Flows.IdTokenValidation"/>.</summary>
public sealed class IdTokenClaims
{
    internal IdTokenClaims(IReadOnlyDictionary<string, string> fields)
    {
        Fields = fields;
        Issuer = Text(ProtocolNames.Issuer);
        Subject = Text(ProtocolNames.Subject);
        Audience = ReadAudience(Text(ProtocolNames.Audience));
        ExpiresAt = TokenResponse.ReadInstant(Text(ProtocolNames.Expiry));
        IssuedAt = TokenResponse.ReadInstant(Text(ProtocolNames.IssuedAtClaim));
        Nonce = Text(ProtocolNames.Nonce);
    }

    /// <summary>The host, with the path of a site, that made it.</summary>
    public string? Issuer { get; }

    /// <summary>At Salesforce the identity URL.</summary>
    public string? Subject { get; }

    /// <summary>The apps it was made for.</summary>
    public IReadOnlyList<string> Audience { get; }

    /// <summary>At Salesforce two minutes after it was made.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? IssuedAt { get; }

    /// <summary>That of the sign-in; null when none was sent.</summary>
    public string? Nonce { get; }

    /// <summary>All claims; what is an object or an array is JSON.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    /// <summary>Whose sign-in it was, as far as the token says.</summary>
    public Identity ToIdentity() => Identity.From(Fields, IdentitySource.IdToken);

    private static List<string> ReadAudience(string? text)
    {
        try
        {
            return text is null ? [] : text[0] == '[' ? Json.ReadTexts(text) : [text];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private string? Text(string name) => Fields.TryGetValue(name, out string? text) && text.Length > 0 ? text : null;
}
