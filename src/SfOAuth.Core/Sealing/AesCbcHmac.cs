using System;
using System.Security.Cryptography;
using SfOAuth.Secrets;

namespace SfOAuth.Sealing;

/// <summary>
/// A256CBC-HS512 (RFC 7518, section 5.2.5): encrypt, then authenticate. Of the content encryptions of JOSE it is the
/// one that .NET Framework has in the box too.
/// </summary>
internal static class AesCbcHmac
{
    internal const int KeyLength = 64;
    internal const int VectorLength = 16;
    internal const int TagLength = 32;

    private const int Half = KeyLength / 2;

    internal static (byte[] Ciphertext, byte[] Tag) Encrypt(
        byte[] key,
        byte[] vector,
        byte[] plaintext,
        byte[] associatedData
    )
    {
        byte[] ciphertext = Transform(key, vector, plaintext, encrypt: true);
        return (ciphertext, Authenticate(key, vector, ciphertext, associatedData));
    }

    /// <summary>Nothing is decrypted before the tag has been checked.</summary>
    /// <exception cref="CryptographicException">The tag is not the one that this key gives to these bytes.</exception>
    internal static byte[] Decrypt(byte[] key, byte[] vector, byte[] ciphertext, byte[] associatedData, byte[] tag)
    {
        if (!ConstantTime.AreEqual(tag, Authenticate(key, vector, ciphertext, associatedData)))
            throw new CryptographicException("The authentication tag does not match.");
        return Transform(key, vector, ciphertext, encrypt: false);
    }

    private static byte[] Authenticate(byte[] key, byte[] vector, byte[] ciphertext, byte[] associatedData)
    {
        byte[] macKey = Part(key, 0);
        try
        {
            using var hmac = new HMACSHA512(macKey);
            byte[] input = [.. associatedData, .. vector, .. ciphertext, .. BitLength(associatedData)];
            byte[] whole = hmac.ComputeHash(input);
            Array.Resize(ref whole, TagLength);
            return whole;
        }
        finally
        {
            Array.Clear(macKey, 0, macKey.Length);
        }
    }

    // Called AL in the RFC: 64 bits, the highest byte first.
    private static byte[] BitLength(byte[] data)
    {
        byte[] length = BitConverter.GetBytes(data.LongLength * 8);
        if (BitConverter.IsLittleEndian)
            Array.Reverse(length);
        return length;
    }

    private static byte[] Transform(byte[] key, byte[] vector, byte[] input, bool encrypt)
    {
        byte[] encryptionKey = Part(key, Half);
        try
        {
            using var aes = Aes.Create();
            aes.Mode = CipherMode.CBC;
            aes.Padding = PaddingMode.PKCS7;
#pragma warning disable CA5401 // The vector is random; that the caller hands it in lets the RFC's example be a test.
            using ICryptoTransform transform = encrypt
                ? aes.CreateEncryptor(encryptionKey, vector)
                : aes.CreateDecryptor(encryptionKey, vector);
#pragma warning restore CA5401
            return transform.TransformFinalBlock(input, 0, input.Length);
        }
        finally
        {
            Array.Clear(encryptionKey, 0, encryptionKey.Length);
        }
    }

    private static byte[] Part(byte[] key, int start)
    {
        if (key.Length != KeyLength)
            throw new CryptographicException("The key is not one of 512 bits.");
        byte[] part = new byte[Half];
        Array.Copy(key, start, part, 0, Half);
        return part;
    }
}
