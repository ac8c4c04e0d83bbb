using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace SfOAuth.Keys;

/// <summary>What kind of key a PKCS#8 holds (RFC 5958), by the identifier in it.</summary>
internal static class KeyKind
{
    internal const string OtherKind = "holds a key of another kind than RSA, and Salesforce takes no other" + NewKey;

    internal const string Pss =
        "holds a key for RSA-PSS alone, and Salesforce takes RS256 alone, which is PKCS#1" + NewKey;

    private const string NewKey =
        "; 'openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days 365 -keyout server.key -out server.crt' "
        + "makes a key and the certificate to upload";

    // 1.2.840.113549.1.1.1 and .10
    private const string RsaEncryption = "2A864886F70D010101";
    private const string RsaPss = "2A864886F70D01010A";

    private static readonly Dictionary<string, string> _names = new()
    {
        // 1.3.101.110 to .113, 1.2.840.10045.2.1 and 1.2.840.10040.4.1
        ["2B656E"] = "X25519",
        ["2B656F"] = "X448",
        ["2B6570"] = "Ed25519",
        ["2B6571"] = "Ed448",
        ["2A8648CE3D0201"] = "elliptic curve",
        ["2A8648CE380401"] = "DSA",
    };

    /// <exception cref="NotSupportedException">It is no RSA key; the message says what it is.</exception>
    /// <exception cref="CryptographicException">It is no PKCS#8.</exception>
    internal static void RequireRsa(byte[] pkcs8)
    {
        DerReader key = new DerReader(pkcs8).ReadSequence();
        _ = key.ReadInt32();
        string kind = key.ReadSequence().ReadObjectIdentifier();
        if (kind == RsaPss)
            throw new NotSupportedException(Pss);
        if (kind != RsaEncryption)
            throw new NotSupportedException(
                _names.TryGetValue(kind, out string? name)
                    ? OtherKind.Replace("RSA, and", $"RSA ({name}), and")
                    : OtherKind
            );
    }
}
