using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Keys;

/// <summary>The key of a certificate in the personal store of this user or machine.</summary>
internal sealed class CertificateStoreKey : KeySource
{
    internal const string ThumbprintField = "thumbprint";

    private readonly string _thumbprint;

    /// <param name="thumbprint">Also as Windows shows it, with spaces and an invisible mark in front.</param>
    internal CertificateStoreKey(string thumbprint) =>
        _thumbprint = new string(thumbprint.Where(char.IsLetterOrDigit).ToArray()).ToUpperInvariant();

    // What is no thumbprint may be a secret in the wrong place, and is not repeated.
    internal override string Place =>
        IsThumbprint ? CertificateKey.PlaceOf(_thumbprint) : "What was given for a certificate";

    private bool IsThumbprint => Regex.IsMatch(_thumbprint, "^[0-9A-F]{40}$");

    internal override Task<RSA> OpenAsync(Func<string, string, Task<string?>> readSecret)
    {
        if (!IsThumbprint)
            throw Invalid("is no thumbprint, which has 40 hexadecimal digits");
        using X509Certificate2 certificate =
            CertificateStores.Find(_thumbprint)
            ?? throw new StorageException(
                Problem.KeyNotFound,
                $"There is no certificate {_thumbprint} in the personal store of this user or of this machine."
            );
        return Task.FromResult(CertificateKey.Open(certificate, this));
    }

    internal override IReadOnlyDictionary<string, string> ToFields() =>
        new Dictionary<string, string> { [ThumbprintField] = _thumbprint };
}
