using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>The key an app registered for its assertions.</summary>
internal static class AppKeys
{
    /// <returns>Null when the app has registered none.</returns>
    public static RSA? PublicKeyOf(OrgApp app)
    {
        if (app.PublicKeyPem is not { Length: > 0 } pem)
            return null;
        if (pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.GetRSAPublicKey();
        }

        RSA key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    /// <summary>Makes a key pair, registers its public half and gives the private one to the caller.</summary>
    /// <returns>PKCS#8 PEM.</returns>
    public static string Create(OrgApp app)
    {
        using RSA key = RSA.Create(2048);
        app.PublicKeyPem = key.ExportSubjectPublicKeyInfoPem();
        return key.ExportPkcs8PrivateKeyPem();
    }
}
