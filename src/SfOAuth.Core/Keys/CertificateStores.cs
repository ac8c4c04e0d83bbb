using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SfOAuth.Keys;

/// <summary>The personal certificate stores, the user's before the machine's.</summary>
internal static class CertificateStores
{
    /// <summary>One with its private key before one without; null when there is none.</summary>
    internal static X509Certificate2? Find(string thumbprint)
    {
        X509Certificate2[] found =
        [
            .. new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine }.SelectMany(location =>
                Find(location, thumbprint)
            ),
        ];
        X509Certificate2? best =
            found.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? found.FirstOrDefault();
        foreach (X509Certificate2 other in found.Where(certificate => certificate != best))
            other.Dispose();
        return best;
    }

    private static X509Certificate2[] Find(StoreLocation location, string thumbprint)
    {
        try
        {
            using var store = new X509Store(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            return
            [
                .. store
                    .Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false)
                    .Cast<X509Certificate2>(),
            ];
        }
        catch (CryptographicException)
        {
            // No such store: a machine's personal one is known to Windows only.
            return [];
        }
    }
}
