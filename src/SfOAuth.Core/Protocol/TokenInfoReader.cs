using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Formats;
using SfOAuth.Keys;

namespace SfOAuth.Protocol;

/// <summary>Reads the answer of the introspection endpoint (RFC 7662, section 2.2).</summary>
internal static class TokenInfoReader
{
    private static readonly string[] _known =
    [
        ProtocolNames.Active,
        ProtocolNames.TokenType,
        ProtocolNames.ClientId,
        ProtocolNames.Username,
        ProtocolNames.Scope,
        JoseNames.Expiry,
        JoseNames.IssuedAt,
        JoseNames.NotBefore,
        JoseNames.Subject,
    ];

    internal static TokenInfo Read(IReadOnlyDictionary<string, string> fields) =>
        new()
        {
            Active = fields.Find(ProtocolNames.Active)?.Equals("true", StringComparison.OrdinalIgnoreCase) == true,
            TokenType = fields.Find(ProtocolNames.TokenType),
            ClientId = fields.Find(ProtocolNames.ClientId),
            Username = fields.Find(ProtocolNames.Username),
            Scope = fields.Find(ProtocolNames.Scope)?.Split([' '], StringSplitOptions.RemoveEmptyEntries) ?? [],
            ExpiresAt = Instant.Read(fields.Find(JoseNames.Expiry)),
            IssuedAt = Instant.Read(fields.Find(JoseNames.IssuedAt)),
            NotBefore = Instant.Read(fields.Find(JoseNames.NotBefore)),
            Id = fields.Find(JoseNames.Subject),
            AdditionalFields = fields
                .Where(field => !_known.Contains(field.Key))
                .ToDictionary(field => field.Key, field => field.Value),
        };
}
