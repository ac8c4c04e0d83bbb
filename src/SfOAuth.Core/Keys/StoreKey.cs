using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Keys;

/// <summary>The key of a certificate in the personal store of this user or machine.</summary>
internal sealed class StoreKey : KeySource
{
    internal const string ThumbprintField = "thumbprint";

    private readonly string _thumbprint;

    /// <param name="thumbprint">Also as Windows shows it, with spaces and an invisible mark in front.</param>
    internal StoreKey(string thumbprint)
    {
        _thumbprint = new string(thumbprint.Where(char.IsLetterOrDigit).ToArray()).ToUpperInvariant();
        if (!Regex.IsMatch(_thumbprint, "^[0-9A-F]{40}$"))
            throw new InputException(Problem.KeyInvalid, "The text given for a certificate is no thumbprint, which has 40 hexadecimal digits.");
    }

    internal override string Place => CertificateKey.PlaceOf(_thumbprint);

    internal override Task<RSA> OpenAsync(Func<string, string, Task<SecureString?>> readSecret)
    {
        using X509Certificate2 certificate = CertificateStores.Find(_thumbprint)
            ?? throw new StorageException(Problem.KeyNotFound, $"There is no certificate {_thumbprint} in the personal store of this user or of this machine.");
        return Task.FromResult(CertificateKey.Open(certificate, this));
    }

    internal override IReadOnlyDictionary<string, string> ToFields() => new Dictionary<string, string> { [ThumbprintField] = _thumbprint };
}
