using System;
using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.Keys;

/// <summary>
/// The encryption of PKCS#8 (RFC 8018, section 6.2): a key made of the password by PBKDF2, and a block cipher.
/// </summary>
internal static class Pbes2
{
    // 1.2.840.113549.1.5.13 and .12
    private const string Scheme = "2A864886F70D01050D";
    private const string KeyDerivation = "2A864886F70D01050C";

    // 1.3.6.1.4.1.11591.4.11 (RFC 7914)
    private const string Scrypt = "2B06010401DA47040B";
    private const string Unnamed = "in a way that is not known here";

    // 1.2.840.113549.1.5 and .12.1, as far as there are ciphers in them
    private static readonly string[] _older = ["2A864886F70D0105", "2A864886F70D010C01"];

    // A minute's work or so; more is no protection but a trap.
    private const int MostRounds = 10_000_000;

    /// <summary>
    /// Whether it is encrypted in a way of before PBES2 (RFC 8018, section 6.1; RFC 7292, appendix C).
    /// </summary>
    internal static bool IsOlder(byte[] der)
    {
        string scheme = new DerReader(der).ReadSequence().ReadSequence().ReadObjectIdentifier();
        return scheme != Scheme && Array.Exists(_older, arc => scheme.StartsWith(arc, StringComparison.Ordinal));
    }

    /// <returns>The PKCS#8 inside.</returns>
    /// <exception cref="CryptographicException">The bytes are not so encrypted, or the password is wrong.</exception>
    /// <exception cref="NotSupportedException">Another scheme or cipher.</exception>
    internal static byte[] Decrypt(byte[] der, string password)
    {
        DerReader outer = new DerReader(der).ReadSequence();
        DerReader algorithm = outer.ReadSequence();
        byte[] data = outer.ReadOctetString();
        Require(algorithm.ReadObjectIdentifier() == Scheme, "in a way of before PBES2");
        DerReader parameters = algorithm.ReadSequence();
        DerReader derivation = parameters.ReadSequence();
        DerReader encryption = parameters.ReadSequence();
        using SymmetricAlgorithm cipher = KeyCipher.Create(CipherName(encryption.ReadObjectIdentifier()));
        byte[] vector = encryption.ReadOctetString();
        return KeyCipher.Decrypt(
            cipher,
            DeriveKey(derivation, Encoding.UTF8.GetBytes(password), cipher.KeySize / 8),
            vector,
            data
        );
    }

    private static byte[] DeriveKey(DerReader derivation, byte[] password, int length)
    {
        string function = derivation.ReadObjectIdentifier();
        Require(
            function == KeyDerivation,
            function == Scrypt ? "with a key made by scrypt, which is not read here" : Unnamed
        );
        DerReader parameters = derivation.ReadSequence();
        byte[] salt = parameters.ReadOctetString();
        int rounds = parameters.ReadInt32();
        Require(rounds is > 0 and <= MostRounds, "with a number of rounds that would take for ever");
        if (parameters.NextIs(DerReader.Integer))
            length = Math.Min(length, parameters.ReadInt32());
        using HMAC hmac = CreateHash(
            parameters.NextIs(DerReader.Sequence) ? parameters.ReadSequence().ReadObjectIdentifier() : ""
        );
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
    private static HMAC CreateHash(string identifier) =>
        identifier switch
        {
#pragma warning disable CA5350 // What a file was encrypted with is not ours to choose.
            "" or "2A864886F70D0207" => new HMACSHA1(),
#pragma warning restore CA5350
            "2A864886F70D0209" => new HMACSHA256(),
            "2A864886F70D020A" => new HMACSHA384(),
            "2A864886F70D020B" => new HMACSHA512(),
            _ => throw Unknown("with a hash that is not read here"),
        };

    // 2.16.840.1.101.3.4.1.2, .22 and .42; 1.2.840.113549.3.7
    private static string CipherName(string identifier) =>
        identifier switch
        {
            "608648016503040102" => KeyCipher.Aes128,
            "608648016503040116" => KeyCipher.Aes192,
            "60864801650304012A" => KeyCipher.Aes256,
            "2A864886F70D0307" => KeyCipher.TripleDes,
            _ => throw Unknown("with a cipher other than AES and 3DES"),
        };

    private static void Require(bool known, string how)
    {
        if (!known)
            throw Unknown(how);
    }

    private static NotSupportedException Unknown(string how) => new($"is encrypted {how}; {KeyCipher.Rewrite}");
}
