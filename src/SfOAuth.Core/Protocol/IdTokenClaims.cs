using System;
using System.Collections.Generic;
using SfOAuth.Formats;
using SfOAuth.Keys;

namespace SfOAuth.Protocol;

/// <summary>
/// What an id token says (OpenID Connect Core, section 2). To be believed only after
/// <see cref="Flows.IdTokenValidation"/>.
/// </summary>
internal sealed class IdTokenClaims
{
    internal IdTokenClaims(IReadOnlyDictionary<string, string> fields)
    {
        Fields = fields;
        Issuer = Text(JoseNames.Issuer);
        Subject = Text(JoseNames.Subject);
        Audience = ReadAudience(Text(JoseNames.Audience));
        AuthorizedParty = Text(JoseNames.AuthorizedParty);
        ExpiresAt = Instant.Read(Text(JoseNames.Expiry));
        IssuedAt = Instant.Read(Text(JoseNames.IssuedAt));
        Nonce = Text(ProtocolNames.Nonce);
    }

    /// <summary>The host, with the path of a site, that made it.</summary>
    internal string? Issuer { get; }

    /// <summary>At Salesforce the identity URL.</summary>
    internal string? Subject { get; }

    /// <summary>The apps it was made for.</summary>
    internal IReadOnlyList<string> Audience { get; }

    /// <summary>The app it was made for, where it is good for several; null where it does not say.</summary>
    internal string? AuthorizedParty { get; }

    /// <summary>At Salesforce two minutes after it was made.</summary>
    internal DateTimeOffset? ExpiresAt { get; }

    /// <summary>When it was made.</summary>
    internal DateTimeOffset? IssuedAt { get; }

    /// <summary>That of the sign-in; null when none was sent.</summary>
    internal string? Nonce { get; }

    /// <summary>All claims; what is an object or an array is JSON.</summary>
    internal IReadOnlyDictionary<string, string> Fields { get; }

    /// <summary>Whose sign-in it was, as far as the token says.</summary>
    internal Identity ToIdentity() => IdentityReader.Read(Fields, IdentitySource.IdToken);

    private static List<string> ReadAudience(string? text)
    {
        try
        {
            return text is null ? []
                : text[0] == '[' ? Json.ReadTexts(text)
                : [text];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private string? Text(string name) => Fields.TryGetValue(name, out string? text) && text.Length > 0 ? text : null;
}
