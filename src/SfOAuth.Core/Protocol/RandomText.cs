using System.Security.Cryptography;
using SfOAuth.Formats;

namespace SfOAuth.Protocol;

/// <summary>Unguessable text for state, nonce and PKCE verifiers, from the system's generator.</summary>
internal static class RandomText
{
    internal static string Create(int byteCount)
    {
        byte[] bytes = new byte[byteCount];
        using RandomNumberGenerator generator = RandomNumberGenerator.Create();
        generator.GetBytes(bytes);
        return Base64Url.Encode(bytes);
    }
}
