using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SfOAuth.Errors;
using SfOAuth.Secrets;

namespace SfOAuth.Keys;

/// <summary>Reads a private key from whatever its content says it is. No error repeats a part of it.</summary>
/// <param name="source">Names the place in errors.</param>
/// <param name="password">Not looked at when the key is not encrypted.</param>
internal sealed class PrivateKeyReader(KeySource source, string? password)
{
    /// <summary>Bytes or characters; a key with a long chain of certificates has a tenth of it.</summary>
    internal const int MaxLength = 64 * 1024;

    private const byte Sequence = 0x30;

    private static readonly string[] _readable = [PemLabel.Pkcs1, PemLabel.Pkcs8, PemLabel.EncryptedPkcs8];

    /// <exception cref="SfOAuthException">This is no RSA private key, or the password is not its.</exception>
    internal RSA Read(byte[] content)
    {
        RequireLength(content.Length);
        if (content.Length > 1 && content[0] == Sequence && content[1] > 0x7F)
            return ReadPfx(content);
        // Windows PowerShell writes text as UTF-16.
        using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return Read(reader.ReadToEnd());
    }

    /// <exception cref="SfOAuthException">This is no RSA private key, or the password is not its.</exception>
    internal RSA Read(string text)
    {
        RequireLength(text.Length);
        if (string.IsNullOrWhiteSpace(text))
            throw source.Invalid("is empty");
        if (SecureText.IsCliRedaction(text))
            throw new SfOAuthException(Problem.SecretRedacted, $"{source.Place} holds the text the Salesforce CLI prints in place of a secret, not a key.");
        if (!text.Contains("-----BEGIN "))
            return Read(Unpack(text));
        List<PemBlock> blocks = PemBlock.FindAll(text);
        PemBlock key = blocks.FirstOrDefault(block => _readable.Contains(block.Label)) ?? throw source.Invalid(PemLabel.Describe(blocks.Select(block => block.Label)));
        return Guard(key.IsEncrypted, () => ReadPem(key));
    }

    private RSA ReadPem(PemBlock block) => block.Label switch
    {
        PemLabel.Pkcs1 => RsaImport.Pkcs1(block.IsEncrypted ? TraditionalEncryption.Decrypt(block, RequirePassword()) : block.Decode()),
        PemLabel.Pkcs8 => RsaImport.Pkcs8(block.Decode()),
        _ => RsaImport.EncryptedPkcs8(block.Decode(), RequirePassword()),
    };

    private RSA ReadPfx(byte[] content) => Guard(encrypted: true, () =>
    {
        using X509Certificate2 certificate = RsaImport.Pfx(content, password);
        return CertificateKey.Open(certificate, source);
    });

    private byte[] Unpack(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw source.Invalid("is neither a PEM nor a PFX");
        }
    }

    // What is thrown for content that is not right differs between systems, and none of it is worth repeating.
    private RSA Guard(bool encrypted, Func<RSA> read)
    {
        try
        {
            return read();
        }
        catch (NotSupportedException exception)
        {
            throw source.Invalid(exception.Message);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw source.Invalid(!encrypted ? "is damaged"
                : password is null ? "can't be read: it has a password, which was not given, or is damaged"
                : "can't be read: the password is wrong, or it is damaged");
        }
    }

    private string RequirePassword() => password ?? throw source.Invalid("is encrypted, and no password was given");

    private void RequireLength(int length)
    {
        if (length > MaxLength)
            throw source.Invalid($"is larger than {MaxLength / 1024} KiB, as no key is");
    }
}
