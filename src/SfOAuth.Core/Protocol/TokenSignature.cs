using System;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>
/// Salesforce's <c>signature</c>: Base64 of HMAC-SHA256, keyed with the consumer secret, over the identity URL and
/// <c>issued_at</c> as received. It covers these two, and neither the token nor the instance URL.
/// </summary>
internal static class TokenSignature
{
    /// <summary>
    /// Whether the signature is the one of these values. A text that is no Base64 is not. Takes the same time either
    /// way.
    /// </summary>
    internal static bool Verify(string id, string issuedAt, string signature, string clientSecret)
    {
        byte[] given;
        try
        {
            given = Convert.FromBase64String(signature);
        }
        catch (FormatException)
        {
            return false;
        }

        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(clientSecret));
        return ConstantTime.AreEqual(given, hmac.ComputeHash(Encoding.UTF8.GetBytes(id + issuedAt)));
    }

    /// <summary>The same for a token; null when its answer lacked one of the three.</summary>
    internal static bool? Verify(Token token, string clientSecret) =>
        token is { Id: string id, IssuedAtText: string issuedAt, Signature: string signature }
            ? Verify(id, issuedAt, signature, clientSecret)
            : null;
}
