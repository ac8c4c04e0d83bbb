using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Keys;

/// <summary>The key of a certificate that is in memory.</summary>
internal sealed class CertificateKey(X509Certificate2 certificate) : KeySource
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    internal override string Place => PlaceOf(certificate.Thumbprint);

    internal static string PlaceOf(string thumbprint) => $"The certificate {thumbprint}";

    internal override Task<RSA> OpenAsync(Func<string, string, Task<string?>> readSecret) =>
        Task.FromResult(Open(certificate, this));

    internal override IReadOnlyDictionary<string, string> ToFields()
    {
        using X509Certificate2? stored = CertificateStores.Find(certificate.Thumbprint);
        if (stored?.HasPrivateKey == true)
            return new CertificateStoreKey(certificate.Thumbprint).ToFields();
        using RSA key = Open(certificate, this);
        try
        {
            return JsonWebKey.WritePrivate(key.ExportParameters(includePrivateParameters: true));
        }
        catch (CryptographicException exception)
        {
            throw Invalid(
                "can't be saved: it is in no personal store of this user or machine, and its private key may not "
                    + "be exported",
                exception
            );
        }
    }

    /// <exception cref="SfOAuthException">The certificate has no RSA private key, or it may not be used.</exception>
    internal static RSA Open(X509Certificate2 certificate, KeySource source)
    {
        if (!certificate.HasPrivateKey)
            throw source.Invalid("is there without its private key");
        try
        {
            return certificate.GetRSAPrivateKey()
                ?? throw source.Invalid(certificate.GetKeyAlgorithm() == RsaPss ? KeyKind.Pss : KeyKind.OtherKind);
        }
        catch (CryptographicException exception)
        {
            throw source.Invalid("has a private key that this account can't open", exception);
        }
    }
}
