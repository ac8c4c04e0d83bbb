using System.Security.Cryptography;
using System.Text;
using SfOAuth.Formats;

namespace SfOAuth.Protocol;

/// <summary>Proof Key for Code Exchange, S256 only (RFC 7636).</summary>
internal static class Pkce
{
    // 32 bytes give 43 characters, what section 4.1 recommends and Salesforce's partner guide accepts.
    private const int VerifierBytes = 32;

    internal static string CreateVerifier() => RandomText.Create(VerifierBytes);

    internal static string ChallengeFor(string verifier)
    {
        using var sha256 = SHA256.Create();
        return Base64Url.Encode(sha256.ComputeHash(Encoding.ASCII.GetBytes(verifier)));
    }
}
