using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SfOAuth.Tests.Keys;

/// <summary>One key in every form it is kept in. Made when first needed; none is in a file of the project.</summary>
internal static class TestKeys
{
    internal const string Password = "pass-Wörd 🔑";

    private static readonly Lazy<RSA> _rsa = new(() => RSA.Create(2048));
    private static readonly Lazy<ECDsa> _ec = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    internal static RSA Rsa => _rsa.Value;

    internal static ECDsa EllipticCurve => _ec.Value;

    internal static string Pkcs1 => Rsa.ExportRSAPrivateKeyPem();

    internal static string Pkcs8 => Rsa.ExportPkcs8PrivateKeyPem();

    internal static string Certificate
    {
        get
        {
            using X509Certificate2 certificate = CreateCertificate();
            return certificate.ExportCertificatePem();
        }
    }

    internal static X509Certificate2 CreateCertificate()
        => new CertificateRequest("CN=SfOAuth test", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

    internal static X509Certificate2 CreateEllipticCurveCertificate()
        => new CertificateRequest("CN=SfOAuth test", EllipticCurve, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

    internal static byte[] Pfx(string? password)
    {
        using X509Certificate2 certificate = CreateCertificate();
        return certificate.Export(X509ContentType.Pfx, password);
    }

    internal static string EncryptedPkcs8(PbeEncryptionAlgorithm cipher, HashAlgorithmName hash)
        => Rsa.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(cipher, hash, iterationCount: 2048));

    /// <summary>As <c>openssl rsa -aes256 -traditional</c> writes it.</summary>
    internal static string Traditional(string cipherName, string password = Password)
    {
        using SymmetricAlgorithm cipher = cipherName == "DES-EDE3-CBC" ? TripleDES.Create() : Aes.Create();
        cipher.KeySize = cipherName switch { "AES-128-CBC" => 128, "AES-256-CBC" => 256, _ => 192 };
        cipher.GenerateIV();
        cipher.Key = DeriveKey(password, cipher.IV, cipher.KeySize / 8);
        byte[] encrypted = cipher.EncryptCbc(Rsa.ExportRSAPrivateKey(), cipher.IV);
        string body = Convert.ToBase64String(encrypted, Base64FormattingOptions.InsertLineBreaks);
        return $"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: {cipherName},{Convert.ToHexString(cipher.IV)}\n\n{body}\n-----END RSA PRIVATE KEY-----\n";
    }

    private static byte[] DeriveKey(string password, byte[] vector, int length)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(password), .. vector.Take(8)];
        byte[] first = MD5.HashData(input);
        byte[] second = MD5.HashData([.. first, .. input]);
        return [.. first.Concat(second).Take(length)];
    }
}
