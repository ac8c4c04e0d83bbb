using System;
using System.Security.Cryptography;

namespace SfOAuth.Keys;

/// <summary>The ciphers that key files are encrypted with, always in CBC mode with PKCS#7 padding.</summary>
internal static class KeyCipher
{
    internal const string Aes128 = "AES-128-CBC";
    internal const string Aes192 = "AES-192-CBC";
    internal const string Aes256 = "AES-256-CBC";
    internal const string TripleDes = "DES-EDE3-CBC";

    /// <summary>The end of a sentence about an encryption that is not read here.</summary>
    internal const string Rewrite =
        "'openssl pkcs8 -topk8 -in <file> -v2 aes-256-cbc -v2prf hmacWithSHA256 -out <new file>' rewrites it";

    /// <param name="name">As OpenSSL spells it.</param>
    /// <exception cref="NotSupportedException">None of these.</exception>
    internal static SymmetricAlgorithm Create(string name)
    {
        switch (name)
        {
            case Aes128:
                return CreateAes(128);
            case Aes192:
                return CreateAes(192);
            case Aes256:
                return CreateAes(256);
            case TripleDes:
#pragma warning disable CA5350 // What a file was encrypted with is not ours to choose.
                return TripleDES.Create();
#pragma warning restore CA5350
            default:
                throw new NotSupportedException($"is encrypted with a cipher other than AES and 3DES; {Rewrite}");
        }
    }

    /// <exception cref="CryptographicException">The key is not the one the data was encrypted with.</exception>
    internal static byte[] Decrypt(SymmetricAlgorithm cipher, byte[] key, byte[] vector, byte[] data)
    {
        cipher.Mode = CipherMode.CBC;
        cipher.Padding = PaddingMode.PKCS7;
        using ICryptoTransform decryptor = cipher.CreateDecryptor(key, vector);
        return decryptor.TransformFinalBlock(data, 0, data.Length);
    }

    private static Aes CreateAes(int keySizeInBits)
    {
        var aes = Aes.Create();
        aes.KeySize = keySizeInBits;
        return aes;
    }
}
