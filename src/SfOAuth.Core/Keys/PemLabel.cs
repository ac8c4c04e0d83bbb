using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.Keys;

/// <summary>
/// What a PEM says it holds (RFC 7468), and what is to be said of it where that is no key to sign with.
/// </summary>
internal static class PemLabel
{
    internal const string Pkcs1 = "RSA PRIVATE KEY";
    internal const string Pkcs8 = "PRIVATE KEY";
    internal const string EncryptedPkcs8 = "ENCRYPTED PRIVATE KEY";

    private static readonly (string Label, string Meaning)[] _others =
    [
        ("EC PRIVATE KEY", KeyKind.OtherKind),
        ("DSA PRIVATE KEY", KeyKind.OtherKind),
        ("OPENSSH PRIVATE KEY", "holds a key in OpenSSH's own format; 'ssh-keygen -p -m PEM -f <file>' makes it a PEM"),
        ("PUBLIC KEY", "holds a public key; the private one is needed to sign"),
        ("RSA PUBLIC KEY", "holds a public key; the private one is needed to sign"),
        ("CERTIFICATE", "holds a certificate without its private key"),
        ("CERTIFICATE REQUEST", "holds a request for a certificate and no private key"),
    ];

    internal static string Describe(IEnumerable<string> labels)
    {
        string[] found = [.. labels];
        if (found.Length == 0)
            return "is cut off: it begins as a PEM and does not end as one";
        return _others.FirstOrDefault(other => found.Contains(other.Label)).Meaning ?? "holds no private key";
    }
}
