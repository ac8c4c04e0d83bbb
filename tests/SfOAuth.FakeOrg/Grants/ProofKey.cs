using System;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>PKCE, S256 only.</summary>
internal static class ProofKey
{
    private const int ChallengeLength = 43;

    public static bool IsChallenge(string text)
    {
        try
        {
            return text.Length == ChallengeLength && Base64Url.Decode(text).Length == 32;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>A missing verifier is <c>invalid_grant</c>.</summary>
    /// <param name="wrong">What a verifier that does not fit is answered with: both codes have been seen.</param>
    public static void Require(string? challenge, string? verifier, Refusal wrong)
    {
        if (challenge is null)
            return;
        if (verifier is null)
            throw Refusals.MissingVerifier.Raise();
        if (Base64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != challenge)
            throw wrong.Raise();
    }
}
