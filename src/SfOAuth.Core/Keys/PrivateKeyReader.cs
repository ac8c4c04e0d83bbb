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

    private const string DoubtPassword = "can't be read: the password is wrong, or it is damaged";

    // Codes of Windows that .NET has everywhere: ERROR_INVALID_PASSWORD, and CRYPT_E_BAD_ENCODE with its like.
    private const int WrongPassword = unchecked((int)0x80070056);
    private const int NotDecoded = unchecked((int)0x80092000);
    private const int CodeFamily = unchecked((int)0xFFFFF000);

    private static readonly byte[] _javaStore = [0xFE, 0xED, 0xFE, 0xED];

    private static readonly string[] _readable = [PemLabel.Pkcs1, PemLabel.Pkcs8, PemLabel.EncryptedPkcs8];

    /// <exception cref="SfOAuthException">This is no RSA private key, or the password is not its.</exception>
    internal RSA Read(byte[] content)
    {
        RequireLength(content.Length);
        if (IsJavaStore(content))
            throw source.Invalid(
                "is a Java keystore; 'keytool -importkeystore -srckeystore <file> -destkeystore <new file> "
                    + "-deststoretype PKCS12' makes it a PFX"
            );
        if (DerForm.IsDer(content))
            return ReadDer(content);
        // Windows PowerShell writes text as UTF-16.
        using var reader = new StreamReader(
            new MemoryStream(content),
            Encoding.UTF8,
            detectEncodingFromByteOrderMarks: true
        );
        return Read(reader.ReadToEnd());
    }

    /// <exception cref="SfOAuthException">This is no RSA private key, or the password is not its.</exception>
    internal RSA Read(string text)
    {
        RequireLength(text.Length);
        if (string.IsNullOrWhiteSpace(text))
            throw source.Invalid("is empty");
        if (SecureText.IsCliRedaction(text))
            throw new SfOAuthException(
                Problem.SecretRedacted,
                $"{source.Place} holds the text the Salesforce CLI prints in place of a secret, not a key."
            );
        if (text.TrimStart().StartsWith("PuTTY-User-Key-File", StringComparison.Ordinal))
            throw source.Invalid(
                "holds a key in PuTTY's own format; PuTTYgen, Conversions, 'Export OpenSSH key' makes it a PEM"
            );
        if (!text.Contains("-----BEGIN "))
            return Read(Unpack(text));
        List<PemBlock> blocks = PemBlock.FindAll(text);
        PemBlock key =
            blocks.FirstOrDefault(block => _readable.Contains(block.Label))
            ?? throw source.Invalid(PemLabel.Describe(blocks.Select(block => block.Label)));
        return ReadPem(key);
    }

    private RSA ReadDer(byte[] content)
    {
        string label = DerForm.LabelOf(content) ?? DerForm.Pfx;
        if (label == DerForm.Pfx)
            return ReadPfx(content);
        return _readable.Contains(label)
            ? ReadPem(PemBlock.Of(label, content))
            : throw source.Invalid(PemLabel.Describe([label]));
    }

    private RSA ReadPem(PemBlock block)
    {
        bool isPkcs1 = block.Label == PemLabel.Pkcs1;
        byte[] key = block.IsEncrypted ? Decrypt(block, isPkcs1, RequirePassword()) : Guard(block.Decode, DoubtNothing);
        // From here on no password is in doubt.
        return Guard(() => isPkcs1 ? RsaImport.Pkcs1(key) : RsaImport.Pkcs8(key), DoubtNothing);
    }

    private byte[] Decrypt(PemBlock block, bool isPkcs1, string secret) =>
        Guard(
            () =>
            {
                byte[] key = isPkcs1
                    ? TraditionalEncryption.Decrypt(block, secret)
                    : RsaImport.DecryptPkcs8(block.Decode(), secret);
                return DerForm.IsWhole(key, isPkcs1 ? PemLabel.Pkcs1 : PemLabel.Pkcs8)
                    ? key
                    : throw new CryptographicException();
            },
            _ => DoubtPassword
        );

    private RSA ReadPfx(byte[] content) =>
        Guard(
            () =>
            {
                using X509Certificate2 certificate = RsaImport.Pfx(content, password);
                return CertificateKey.Open(certificate, source);
            },
            DescribePfx
        );

    private string DescribePfx(Exception exception)
    {
        if ((exception.HResult & CodeFamily) == NotDecoded)
            return "is damaged";
        if (password is null)
            return "can't be read: it has a password, which was not given, or is damaged";
        if (exception.HResult == WrongPassword)
            return DoubtPassword;
#if NET8_0_OR_GREATER
        return "is a PFX whose password fits and whose key can't be read, as one of another kind than RSA can't; "
            + "'openssl pkcs12 -in <file> -nodes -out <new file>' makes it a PEM";
#else
        return DoubtPassword + ", or its key is of another kind than RSA";
#endif
    }

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
    private T Guard<T>(Func<T> read, Func<Exception, string> describe)
    {
        try
        {
            return read();
        }
        catch (NotSupportedException exception)
        {
            throw source.Invalid(exception.Message);
        }
        catch (Exception exception)
            when (exception
                    is CryptographicException
                        or FormatException
                        or ArgumentException
                        or OverflowException
                        or IndexOutOfRangeException
            )
        {
            throw source.Invalid(describe(exception));
        }
    }

    private static string DoubtNothing(Exception exception) => "is damaged";

    private static bool IsJavaStore(byte[] content) => content.Length > 4 && _javaStore.SequenceEqual(content.Take(4));

    private string RequirePassword() => password ?? throw source.Invalid("is encrypted, and no password was given");

    private void RequireLength(int length)
    {
        if (length > MaxLength)
            throw source.Invalid($"is larger than {MaxLength / 1024} KiB, as no key is");
    }
}
