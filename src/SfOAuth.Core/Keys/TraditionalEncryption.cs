using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.Keys;

/// <summary>
/// The encryption of PKCS#1 files that OpenSSL calls traditional, which no framework reads: a key made of the password
/// by MD5.
/// </summary>
internal static class TraditionalEncryption
{
    private const int SaltLength = 8;

    /// <exception cref="NotSupportedException">Another cipher.</exception>
    /// <exception cref="CryptographicException">The password is wrong.</exception>
    /// <exception cref="FormatException">The block is damaged.</exception>
    internal static byte[] Decrypt(PemBlock block, string password)
    {
        string[] header = (block.EncryptionHeader ?? "").Split(',');
        byte[] vector = ReadHex(header.Length == 2 ? header[1].Trim() : "");
        using SymmetricAlgorithm cipher = KeyCipher.Create(header[0].Trim());
        if (vector.Length != cipher.BlockSize / 8)
            throw new FormatException("The initialization vector has another length.");
        byte[] key = DeriveKey(Encoding.UTF8.GetBytes(password), vector.Take(SaltLength).ToArray(), cipher.KeySize / 8);
        return KeyCipher.Decrypt(cipher, key, vector, block.Decode());
    }

    // EVP_BytesToKey of OpenSSL with one round.
    private static byte[] DeriveKey(byte[] password, byte[] salt, int length)
    {
#pragma warning disable CA5351 // The file's format says MD5.
        using var md5 = MD5.Create();
#pragma warning restore CA5351
        byte[] key = [];
        byte[] last = [];
        while (key.Length < length)
        {
            last = md5.ComputeHash([.. last, .. password, .. salt]);
            key = [.. key, .. last];
        }

        Array.Resize(ref key, length);
        return key;
    }

    private static byte[] ReadHex(string text) =>
        [
            .. Enumerable
                .Range(0, text.Length / 2)
                .Select(i =>
                    byte.Parse(text.Substring(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                ),
        ];
}
