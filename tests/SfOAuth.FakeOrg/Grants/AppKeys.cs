using System;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>The keys that apps register for their assertions.</summary>
internal sealed class AppKeys
{
    // Made once in a process, for each takes a good while: every org gives them out in the same order.
    private static readonly ConcurrentDictionary<int, Lazy<KeyPair>> Pairs = new();

    private int _given;

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

    /// <summary>
    /// A key pair that this org has not given out since its start or its last reset: registers its public half and
    /// gives the private one to the caller.
    /// </summary>
    /// <returns>PKCS#8 PEM.</returns>
    public string Create(OrgApp app)
    {
        int number = Interlocked.Increment(ref _given);
        KeyPair pair = Pairs.GetOrAdd(number, _ => new Lazy<KeyPair>(KeyPair.Make)).Value;
        app.PublicKeyPem = pair.PublicPem;
        return pair.PrivatePem;
    }

    public void Reset() => Interlocked.Exchange(ref _given, 0);

    private sealed record KeyPair(string PublicPem, string PrivatePem)
    {
        internal static KeyPair Make()
        {
            using RSA key = RSA.Create(2048);
            return new KeyPair(key.ExportSubjectPublicKeyInfoPem(), key.ExportPkcs8PrivateKeyPem());
        }
    }
}
