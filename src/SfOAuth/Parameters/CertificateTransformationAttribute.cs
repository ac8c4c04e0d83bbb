using System;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using SfOAuth.Keys;

namespace SfOAuth.Parameters;

/// <summary>
/// Takes a certificate as an object, by its thumbprint, or by its path on the drive that Windows has for certificates.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CertificateTransformationAttribute : ArgumentTransformationAttribute
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex _drive = new(@"^(cert:|Microsoft\.PowerShell\.Security\\Certificate::)", Options);

    // On the personal stores a path says no more than its thumbprint, also where there is no such drive.
    private static readonly Regex _personal = new(
        @"[:\\/](CurrentUser|LocalMachine)[\\/]My[\\/](?<thumbprint>[0-9A-F]{40})$",
        Options
    );

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            X509Certificate2 certificate => SigningKey.OfCertificate(certificate),
            string path when _drive.IsMatch(path) && _personal.Match(path) is { Success: true } match =>
                SigningKey.InStore(match.Groups["thumbprint"].Value),
            string path when _drive.IsMatch(path) => OnDrive(engineIntrinsics, path),
            string thumbprint => SigningKey.InStore(thumbprint),
            _ => inputData,
        };
    }

    private static SigningKey OnDrive(EngineIntrinsics engine, string path) =>
        engine.InvokeProvider.Item.Get(path).FirstOrDefault()?.BaseObject is X509Certificate2 certificate
            ? SigningKey.OfCertificate(certificate)
            : throw new ArgumentTransformationMetadataException($"The path '{path}' is not that of a certificate.");
}
