using System;
using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>The RSA key of id tokens, JWT access tokens and <c>/id/keys</c>.</summary>
internal static class SigningKey
{
    public const string KeyId = "246";

    // Made once a process and only when first needed: an RSA key costs more than starting a whole org.
    private static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> ForeignKey = new(() => RSA.Create(2048));
    private static readonly object Lock = new();

    /// <param name="foreign">True: with a key that is nobody's.</param>
    public static byte[] Sign(string text, bool foreign = false)
    {
        lock (Lock)
            return (foreign ? ForeignKey : Key).Value.SignData(
                Encoding.ASCII.GetBytes(text),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            );
    }

    public static RSAParameters PublicPart() => Key.Value.ExportParameters(includePrivateParameters: false);
}
