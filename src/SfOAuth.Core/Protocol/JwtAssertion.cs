using System;
using SfOAuth.Keys;

namespace SfOAuth.Protocol;

internal static class JwtAssertion
{
    internal static string Create(SigningKey key, string issuer, string subject, string audience, DateTimeOffset now, string? jwtId)
        => throw new NotImplementedException($"{key} {issuer} {subject} {audience} {now} {jwtId}");
}
