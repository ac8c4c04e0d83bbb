using System;
using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.FakeOrg.Tokens;

internal static class TokenSignature
{
    /// <summary>
    /// Base64 of HMAC-SHA256 over <c>id</c> and <c>issued_at</c> as sent, keyed with the consumer secret.
    /// </summary>
    public static string Compute(string clientSecret, string id, string issuedAt) =>
        Convert.ToBase64String(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(clientSecret), Encoding.UTF8.GetBytes(id + issuedAt))
        );
}
