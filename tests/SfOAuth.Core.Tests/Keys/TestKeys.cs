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

    internal static X509Certificate2 CreateCertificate() =>
        new CertificateRequest(
            "CN=SfOAuth test",
            Rsa,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

    internal static X509Certificate2 CreateEllipticCurveCertificate() =>
        new CertificateRequest("CN=SfOAuth test", EllipticCurve, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );

    internal static byte[] Pfx(string? password)
    {
        using X509Certificate2 certificate = CreateCertificate();
        return certificate.Export(X509ContentType.Pfx, password);
    }

    internal static string EncryptedPkcs8(PbeEncryptionAlgorithm cipher, HashAlgorithmName hash) =>
        Rsa.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(cipher, hash, iterationCount: 2048));

    /// <summary>As <c>openssl rsa -aes256 -traditional</c> writes it.</summary>
    internal static string Traditional(string cipherName, string password = Password)
    {
        using SymmetricAlgorithm cipher = cipherName == "DES-EDE3-CBC" ? TripleDES.Create() : Aes.Create();
        cipher.KeySize = cipherName switch
        {
            "AES-128-CBC" => 128,
            "AES-256-CBC" => 256,
            _ => 192,
        };
        cipher.GenerateIV();
        cipher.Key = DeriveKey(password, cipher.IV, cipher.KeySize / 8);
        byte[] encrypted = cipher.EncryptCbc(Rsa.ExportRSAPrivateKey(), cipher.IV);
        string body = Convert.ToBase64String(encrypted, Base64FormattingOptions.InsertLineBreaks);
        return "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
            + $"{cipherName},{Convert.ToHexString(cipher.IV)}\n\n{body}\n-----END RSA PRIVATE KEY-----\n";
    }

    /// <summary>A key that is for RSA-PSS alone: the same numbers with another identifier.</summary>
    internal static byte[] Pss()
    {
        byte[] pkcs8 = Rsa.ExportPkcs8PrivateKey();
        pkcs8[pkcs8.AsSpan().IndexOf<byte>([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]) + 8] = 0x0A;
        return pkcs8;
    }

    /// <summary>RFC 8410, section 7.</summary>
    internal static byte[] Ed25519() =>
        [.. Convert.FromHexString("302E020100300506032B657004220420"), .. RandomNumberGenerator.GetBytes(32)];

    /// <summary>As <c>openssl pkcs8 -topk8 -scrypt</c> writes it; what is encrypted is nothing.</summary>
    internal static byte[] Scrypt()
    {
        byte[] derivation = Sequence(
            Value(0x06, "2B06010401DA47040B"),
            Sequence(Value(0x04, "0102030405060708"), Value(0x02, "4000"), Value(0x02, "08"), Value(0x02, "01"))
        );
        return Encrypted(
            derivation,
            "60864801650304012A",
            RandomNumberGenerator.GetBytes(16),
            RandomNumberGenerator.GetBytes(1232)
        );
    }

    /// <summary>Any PKCS#8, encrypted with <see cref="Password"/>.</summary>
    internal static byte[] Encrypt(byte[] pkcs8, string cipherIdentifier = "60864801650304012A")
    {
        byte[] salt = RandomNumberGenerator.GetBytes(8);
        using var aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(Password, salt, 2048, HashAlgorithmName.SHA1, 32);
        byte[] derivation = Sequence(
            Value(0x06, "2A864886F70D01050C"),
            Sequence(Value(0x04, Convert.ToHexString(salt)), Value(0x02, "0800"))
        );
        return Encrypted(derivation, cipherIdentifier, aes.IV, aes.EncryptCbc(pkcs8, aes.IV));
    }

    internal static string Pem(string label, byte[] der) => PemEncoding.WriteString(label, der);

    private static byte[] Encrypted(byte[] derivation, string cipherIdentifier, byte[] vector, byte[] data)
    {
        byte[] encryption = Sequence(Value(0x06, cipherIdentifier), Value(0x04, Convert.ToHexString(vector)));
        byte[] scheme = Sequence(Value(0x06, "2A864886F70D01050D"), Sequence(derivation, encryption));
        return Sequence(scheme, Value(0x04, Convert.ToHexString(data)));
    }

    private static byte[] Sequence(params byte[][] parts) =>
        Value(0x30, Convert.ToHexString([.. parts.SelectMany(part => part)]));

    private static byte[] Value(byte tag, string hex)
    {
        byte[] content = Convert.FromHexString(hex);
        byte[] length =
            content.Length < 0x80 ? [(byte)content.Length] : [0x82, (byte)(content.Length >> 8), (byte)content.Length];
        return [tag, .. length, .. content];
    }

    private static byte[] DeriveKey(string password, byte[] vector, int length)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(password), .. vector.Take(8)];
        byte[] first = MD5.HashData(input);
        byte[] second = MD5.HashData([.. first, .. input]);
        return [.. first.Concat(second).Take(length)];
    }
}
