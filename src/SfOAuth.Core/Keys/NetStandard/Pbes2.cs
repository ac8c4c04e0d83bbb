using System;
using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.Keys;

/// <summary>The encryption of PKCS#8 (RFC 8018, section 6.2): a key made of the password by PBKDF2, and a block cipher.</summary>
internal static class Pbes2
{
    // 1.2.840.113549.1.5.13 and .12
    private const string Scheme = "2A864886F70D01050D";
    private const string KeyDerivation = "2A864886F70D01050C";

    // A minute's work or so; more is no protection but a trap.
    private const int MostRounds = 10_000_000;

    /// <returns>The PKCS#8 inside.</returns>
    /// <exception cref="CryptographicException">The bytes are not so encrypted, or the password is wrong.</exception>
    /// <exception cref="NotSupportedException">Another scheme or cipher.</exception>
    internal static byte[] Decrypt(byte[] der, string password)
    {
        DerReader outer = new DerReader(der).ReadSequence();
        DerReader algorithm = outer.ReadSequence();
        byte[] data = outer.ReadOctetString();
        Require(algorithm.ReadObjectIdentifier() == Scheme);
        DerReader parameters = algorithm.ReadSequence();
        DerReader derivation = parameters.ReadSequence();
        DerReader encryption = parameters.ReadSequence();
        using SymmetricAlgorithm cipher = KeyCipher.Create(CipherName(encryption.ReadObjectIdentifier()));
        byte[] vector = encryption.ReadOctetString();
        return KeyCipher.Decrypt(cipher, DeriveKey(derivation, Encoding.UTF8.GetBytes(password), cipher.KeySize / 8), vector, data);
    }

    private static byte[] DeriveKey(DerReader derivation, byte[] password, int length)
    {
        Require(derivation.ReadObjectIdentifier() == KeyDerivation);
        DerReader parameters = derivation.ReadSequence();
        byte[] salt = parameters.ReadOctetString();
        int rounds = parameters.ReadInt32();
        if (rounds is 0 or > MostRounds)
            throw new CryptographicException("The number of rounds is out of bounds.");
        if (parameters.NextIs(DerReader.Integer))
            length = Math.Min(length, parameters.ReadInt32());
        using HMAC hmac = CreateHash(parameters.NextIs(DerReader.Sequence) ? parameters.ReadSequence().ReadObjectIdentifier() : "");
        hmac.Key = password;
        return Stretch(hmac, salt, rounds, length);
    }

    // RFC 8018, section 5.2. The framework's own takes a hash only where it is newer than the Standard.
    private static byte[] Stretch(HMAC hmac, byte[] salt, int rounds, int length)
    {
        byte[] key = new byte[length];
        int size = hmac.HashSize / 8;
        for (int block = 0; block * size < length; block++)
        {
            byte[] last = hmac.ComputeHash([.. salt, 0, 0, 0, (byte)(block + 1)]);
            byte[] sum = (byte[])last.Clone();
            for (int round = 1; round < rounds; round++)
            {
                last = hmac.ComputeHash(last);
                for (int i = 0; i < size; i++)
                    sum[i] ^= last[i];
            }

            Array.Copy(sum, 0, key, block * size, Math.Min(size, length - (block * size)));
        }

        return key;
    }

    // 1.2.840.113549.2.7 (also where none is named), .9, .10 and .11
    private static HMAC CreateHash(string identifier) => identifier switch
    {
#pragma warning disable CA5350 // What a file was encrypted with is not ours to choose.
        "" or "2A864886F70D0207" => new HMACSHA1(),
#pragma warning restore CA5350
        "2A864886F70D0209" => new HMACSHA256(),
        "2A864886F70D020A" => new HMACSHA384(),
        "2A864886F70D020B" => new HMACSHA512(),
        _ => throw Unknown(),
    };

    // 2.16.840.1.101.3.4.1.2, .22 and .42; 1.2.840.113549.3.7
    private static string CipherName(string identifier) => identifier switch
    {
        "608648016503040102" => KeyCipher.Aes128,
        "608648016503040116" => KeyCipher.Aes192,
        "60864801650304012A" => KeyCipher.Aes256,
        "2A864886F70D0307" => KeyCipher.TripleDes,
        _ => throw Unknown(),
    };

    private static void Require(bool known)
    {
        if (!known)
            throw Unknown();
    }

    private static NotSupportedException Unknown()
        => new("is encrypted in a way that is not known here; 'openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256' rewrites it");
}
