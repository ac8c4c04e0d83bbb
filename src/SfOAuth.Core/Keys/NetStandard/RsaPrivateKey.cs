using System;
using System.Security.Cryptography;

namespace SfOAuth.Keys;

/// <summary>The two forms an RSA private key is written in (RFC 8017, appendix A.1.2; RFC 5958).</summary>
internal static class RsaPrivateKey
{
    /// <exception cref="CryptographicException">The bytes are no such key.</exception>
    internal static RSAParameters ReadPkcs1(byte[] der)
    {
        DerReader key = new DerReader(der).ReadSequence();
        if (key.ReadInt32() != 0)
            throw new CryptographicException("A key of more than two primes.");
        byte[] modulus = key.ReadUnsigned();
        // .NET Framework wants each number in the length that the modulus gives it.
        int half = (modulus.Length + 1) / 2;
        return new RSAParameters
        {
            Modulus = modulus,
            Exponent = key.ReadUnsigned(),
            D = Pad(key.ReadUnsigned(), modulus.Length),
            P = Pad(key.ReadUnsigned(), half),
            Q = Pad(key.ReadUnsigned(), half),
            DP = Pad(key.ReadUnsigned(), half),
            DQ = Pad(key.ReadUnsigned(), half),
            InverseQ = Pad(key.ReadUnsigned(), half),
        };
    }

    /// <summary>Of a PKCS#8 that is known to hold one.</summary>
    /// <exception cref="CryptographicException">The bytes are no key.</exception>
    internal static RSAParameters ReadPkcs8(byte[] der)
    {
        DerReader key = new DerReader(der).ReadSequence();
        _ = key.ReadInt32();
        _ = key.ReadSequence();
        return ReadPkcs1(key.ReadOctetString());
    }

    private static byte[] Pad(byte[] number, int length)
    {
        if (number.Length > length)
            throw new CryptographicException("A part of the key is too long for it.");
        byte[] padded = new byte[length];
        Array.Copy(number, 0, padded, length - number.Length, number.Length);
        return padded;
    }
}
