using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SfOAuth.Keys;

/// <summary>
/// Private keys out of their encodings. .NET reads them all; .NET Framework has a reader for PFX only, so the others
/// are read here. A content that is not right is a <see cref="CryptographicException"/>, another kind of key or cipher
/// a <see cref="NotSupportedException"/>.
/// </summary>
internal static class RsaImport
{
    // Not in the Standard's list, but in each of the frameworks: the key is not written to a file of the user's
    // profile.
    private const X509KeyStorageFlags EphemeralKeySet = (X509KeyStorageFlags)32;

    /// <summary>A certificate with its key. It belongs to the caller.</summary>
    internal static X509Certificate2 Pfx(byte[] content, string? password) =>
        new(
            content,
            password,
            RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? X509KeyStorageFlags.DefaultKeySet : EphemeralKeySet
        );

#if NET8_0_OR_GREATER
    internal static RSA Pkcs1(byte[] der) => Import(RSA.Create(), key => key.ImportRSAPrivateKey(der, out _));

    internal static RSA Pkcs8(byte[] der)
    {
        KeyKind.RequireRsa(der);
        return Import(RSA.Create(), key => key.ImportPkcs8PrivateKey(der, out _));
    }

    // .NET also reads what was there before PBES2; but says the same of a wrong password, another kind of key, and an
    // encryption that it does not know.
    internal static byte[] DecryptPkcs8(byte[] der, string password)
    {
        try
        {
            return Pbes2.Decrypt(der, password);
        }
        catch (NotSupportedException) when (Pbes2.IsOlder(der))
        {
            using RSA key = Import(RSA.Create(), rsa => rsa.ImportEncryptedPkcs8PrivateKey(password, der, out _));
            return key.ExportPkcs8PrivateKey();
        }
    }

    private static RSA Import(RSA key, Action<RSA> import)
    {
        try
        {
            import(key);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
#else
    internal static RSA Pkcs1(byte[] der) => Import(RsaPrivateKey.ReadPkcs1(der));

    internal static RSA Pkcs8(byte[] der)
    {
        KeyKind.RequireRsa(der);
        return Import(RsaPrivateKey.ReadPkcs8(der));
    }

    internal static byte[] DecryptPkcs8(byte[] der, string password) => Pbes2.Decrypt(der, password);

    private static RSA Import(RSAParameters parameters)
    {
        var key = RSA.Create();
        try
        {
            key.ImportParameters(parameters);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
#endif
}
