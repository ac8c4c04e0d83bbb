using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SfOAuth.Keys;

/// <summary>
/// Private keys out of their encodings. .NET reads them all; .NET Framework has a reader for PFX only, so the others are read
/// here. A content that is not right is a <see cref="CryptographicException"/>, another kind of key or cipher a <see cref="NotSupportedException"/>.
/// </summary>
internal static class RsaImport
{
    private const string OtherKind = "holds a key of another kind than RSA, and Salesforce takes no other";

    // Not in the Standard's list, but in each of the frameworks: the key is not written to a file of the user's profile.
    private const X509KeyStorageFlags EphemeralKeySet = (X509KeyStorageFlags)32;

    /// <summary>A certificate with its key. It belongs to the caller.</summary>
    internal static X509Certificate2 Pfx(byte[] content, string? password)
        => new(content, password, RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? X509KeyStorageFlags.DefaultKeySet : EphemeralKeySet);

#if NET8_0_OR_GREATER
    internal static RSA Pkcs1(byte[] der) => Import(RSA.Create(), key => key.ImportRSAPrivateKey(der, out _));

    internal static RSA Pkcs8(byte[] der) => ImportRsa(key => key.ImportPkcs8PrivateKey(der, out _));

    internal static RSA EncryptedPkcs8(byte[] der, string password)
        => ImportRsa(key => key.ImportEncryptedPkcs8PrivateKey(password, der, out _));

    private static RSA ImportRsa(Action<AsymmetricAlgorithm> import)
    {
        try
        {
            return Import(RSA.Create(), key => import(key));
        }
        catch (CryptographicException) when (IsEllipticCurve(import))
        {
            throw new NotSupportedException(OtherKind);
        }
    }

    private static bool IsEllipticCurve(Action<AsymmetricAlgorithm> import)
    {
        try
        {
            Import(ECDsa.Create(), key => import(key)).Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static T Import<T>(T key, Action<T> import)
        where T : AsymmetricAlgorithm
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

    internal static RSA Pkcs8(byte[] der) => Import(RsaPrivateKey.ReadPkcs8(der) ?? throw new NotSupportedException(OtherKind));

    internal static RSA EncryptedPkcs8(byte[] der, string password) => Pkcs8(Pbes2.Decrypt(der, password));

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
