using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using FsCheck;
using SfOAuth.Errors;
using SfOAuth.Keys;
using Xunit;

namespace SfOAuth.Tests.Keys;

public sealed class SigningKeyTests : IDisposable
{
    private static readonly byte[] _data = Encoding.ASCII.GetBytes("what is signed");

    private readonly string _folder = Directory.CreateTempSubdirectory("SfOAuth.Tests").FullName;

    public static TheoryData<string, string> Encrypted =>
        new()
        {
            {
                "PKCS#8, AES-128, SHA-256",
                TestKeys.EncryptedPkcs8(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256)
            },
            {
                "PKCS#8, AES-256, SHA-1",
                TestKeys.EncryptedPkcs8(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA1)
            },
            { "PKCS#1, AES-128", TestKeys.Traditional("AES-128-CBC") },
            { "PKCS#1, AES-192", TestKeys.Traditional("AES-192-CBC") },
            { "PKCS#1, AES-256", TestKeys.Traditional("AES-256-CBC") },
            { "PKCS#1, 3DES", TestKeys.Traditional("DES-EDE3-CBC") },
        };

    public static TheoryData<string, string> Plain =>
        new()
        {
            { "PKCS#1", TestKeys.Pkcs1 },
            { "PKCS#8", TestKeys.Pkcs8 },
            { "with Windows line ends", TestKeys.Pkcs8.ReplaceLineEndings("\r\n") },
            { "on one line", TestKeys.Pkcs8.ReplaceLineEndings(" ") },
            { "with its line ends spelled out", TestKeys.Pkcs8.ReplaceLineEndings("\\n") },
            { "with Windows line ends spelled out", TestKeys.Pkcs8.ReplaceLineEndings("\\r\\n") },
            { "with its line ends spelled out twice over", TestKeys.Pkcs8.ReplaceLineEndings("\\\\n") },
            { "in quotes, with its line ends spelled out", $"\"{TestKeys.Pkcs8.ReplaceLineEndings("\\n")}\"\r\n" },
            { "in Base64 of its DER, PKCS#8", Convert.ToBase64String(TestKeys.Rsa.ExportPkcs8PrivateKey()) },
            {
                "in Base64 of its DER, PKCS#1",
                Convert.ToBase64String(TestKeys.Rsa.ExportRSAPrivateKey(), Base64FormattingOptions.InsertLineBreaks)
            },
            { "behind its certificate", TestKeys.Certificate + "\n" + TestKeys.Pkcs8 },
            {
                "behind a comment and a key of another kind",
                "Bag Attributes: x\n" + TestKeys.EllipticCurve.ExportECPrivateKeyPem() + "\n" + TestKeys.Pkcs1
            },
            { "in Base64 once more", Convert.ToBase64String(Encoding.ASCII.GetBytes(TestKeys.Pkcs8)) },
        };

    public static TheoryData<string, string> Unusable =>
        new()
        {
            { "", "is empty" },
            { " \r\n", "is empty" },
            { "hello", "is neither a PEM nor a PFX" },
            { "AAAA", "is neither a PEM nor a PFX" },
            { TestKeys.EllipticCurve.ExportECPrivateKeyPem(), "another kind than RSA" },
            { TestKeys.EllipticCurve.ExportPkcs8PrivateKeyPem(), "another kind than RSA" },
            { TestKeys.Pem("PRIVATE KEY", TestKeys.Ed25519()), "another kind than RSA (Ed25519)" },
            { TestKeys.Pem("PRIVATE KEY", TestKeys.Ed25519()), "openssl req -x509 -newkey rsa:2048" },
            { TestKeys.Pem("PRIVATE KEY", TestKeys.Pss()), "for RSA-PSS alone" },
            { "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none", "PuTTY" },
            { TestKeys.Rsa.ExportSubjectPublicKeyInfoPem(), "holds a public key" },
            { TestKeys.Rsa.ExportRSAPublicKeyPem(), "holds a public key" },
            { TestKeys.Certificate, "holds a certificate without its private key" },
            { "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "ssh-keygen" },
            { "-----BEGIN X-----\nAAAA\n-----END X-----", "holds no private key" },
            { TestKeys.Pkcs8[..400], "is cut off" },
            { "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "is damaged" },
            { "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----", "is damaged" },
            { "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "is damaged" },
            { "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "is damaged" },
            { TestKeys.Pkcs1.Replace("RSA PRIVATE", "PRIVATE", StringComparison.Ordinal), "is damaged" },
            { RSA.Create(1024).ExportPkcs8PrivateKeyPem(), "1024 bits" },
        };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Plain))]
    public async Task A_key_without_a_password_signs(string form, string text)
    {
        await AssertSignsAsync(SigningKey.InFile(WriteText(text), password: null), form);
        await AssertSignsAsync(SigningKey.InFile(WriteText(text), "not needed"), form);
        await AssertSignsAsync(SigningKey.InVault("MyVault", "jwt", password: null), form, text);
    }

    [Theory]
    [MemberData(nameof(Encrypted))]
    public async Task A_key_with_a_password_signs_with_it_and_not_without(string form, string text)
    {
        string path = WriteText(text);

        await AssertSignsAsync(SigningKey.InFile(path, TestKeys.Password), form);
        await AssertSignsAsync(SigningKey.InVault("MyVault", "jwt", TestKeys.Password), form, text);
        await AssertInvalidAsync(SigningKey.InFile(path, "wrong"), "the password is wrong", path);
        await AssertInvalidAsync(
            SigningKey.InFile(path, password: null),
            "is encrypted, and no password was given",
            path
        );
    }

    public static TheoryData<string, byte[], string?> Der =>
        new()
        {
            { "PKCS#1", TestKeys.Rsa.ExportRSAPrivateKey(), null },
            { "PKCS#8", TestKeys.Rsa.ExportPkcs8PrivateKey(), null },
            { "PKCS#8, encrypted", TestKeys.Encrypt(TestKeys.Rsa.ExportPkcs8PrivateKey()), TestKeys.Password },
            {
                "PKCS#8, encrypted as before PBES2",
                TestKeys.Rsa.ExportEncryptedPkcs8PrivateKey(
                    "pass-word",
                    new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 2048)
                ),
                "pass-word"
            },
        };

    // What .NET calls a wrong password, and is none.
    public static TheoryData<byte[], string> ReadableToOthers =>
        new()
        {
            { TestKeys.Scrypt(), "scrypt" },
            { TestKeys.Scrypt(), "'openssl pkcs8 -topk8 -in <file> -v2 aes-256-cbc" },
            {
                TestKeys.Encrypt(TestKeys.Rsa.ExportPkcs8PrivateKey(), "2A83088C9A4B3D01010104"),
                "a cipher other than AES and 3DES; 'openssl pkcs8 -topk8"
            },
            { TestKeys.Encrypt(TestKeys.Ed25519()), "another kind than RSA (Ed25519)" },
            { TestKeys.Encrypt(TestKeys.Pss()), "for RSA-PSS alone" },
            {
                TestKeys.Encrypt(TestKeys.EllipticCurve.ExportPkcs8PrivateKey()),
                "another kind than RSA (elliptic curve)"
            },
            {
                TestKeys.Encrypt([
                    .. TestKeys.Rsa.ExportPkcs8PrivateKey()[..40],
                    .. new byte[TestKeys.Rsa.ExportPkcs8PrivateKey().Length - 40],
                ]),
                "is damaged"
            },
        };

    public static TheoryData<byte[], string> UnusableDer =>
        new()
        {
            { TestKeys.Ed25519(), "another kind than RSA (Ed25519)" },
            { TestKeys.Pss(), "for RSA-PSS alone" },
            { TestKeys.EllipticCurve.ExportECPrivateKey(), "another kind than RSA" },
            { TestKeys.EllipticCurve.ExportPkcs8PrivateKey(), "another kind than RSA" },
            { TestKeys.Rsa.ExportSubjectPublicKeyInfo(), "holds a public key" },
            { TestKeys.Rsa.ExportRSAPublicKey(), "holds a public key" },
            { TestKeys.Rsa.ExportPkcs8PrivateKey()[..600], "is damaged" },
            { TestKeys.Rsa.ExportRSAPrivateKey()[..600], "is damaged" },
            { [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2], "keytool" },
        };

    [Theory]
    [MemberData(nameof(Der))]
    public async Task A_DER_file_signs(string form, byte[] der, string? password)
    {
        await AssertSignsAsync(InFile(der, password), form);
        await AssertSignsAsync(SigningKey.InVault("MyVault", "jwt", password), form, Convert.ToBase64String(der));
        if (password is not null)
            await AssertInvalidAsync(InFile(der, "wrong"), "the password is wrong");
    }

    [Theory]
    [MemberData(nameof(ReadableToOthers))]
    public async Task A_password_that_fits_is_not_doubted(byte[] der, string reason)
    {
        foreach (
            SigningKey key in new[]
            {
                InFile(der, TestKeys.Password),
                SigningKey.InFile(WriteText(TestKeys.Pem("ENCRYPTED PRIVATE KEY", der)), TestKeys.Password),
            }
        )
        {
            await AssertInvalidAsync(key, reason);
            Assert.DoesNotContain(
                "password is wrong",
                (await Assert.ThrowsAsync<SfOAuthException>(() => LoadAsync(key))).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [MemberData(nameof(UnusableDer))]
    public async Task A_DER_file_that_is_no_RSA_key_says_what_it_is(byte[] der, string reason)
    {
        await AssertInvalidAsync(InFile(der, password: null), reason);
        await AssertInvalidAsync(InFile(der, "not needed"), reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(TestKeys.Password)]
    public async Task A_PFX_signs_whatever_its_file_is_called(string? password)
    {
        byte[] pfx = TestKeys.Pfx(password);
        string path = Path.Combine(_folder, "key.pem");
        await File.WriteAllBytesAsync(path, pfx);

        await AssertSignsAsync(SigningKey.InFile(path, password), "PFX");
        await AssertSignsAsync(
            SigningKey.InVault("MyVault", "jwt", password),
            "PFX",
            Convert.ToBase64String(pfx, Base64FormattingOptions.InsertLineBreaks)
        );
    }

    [Fact]
    public async Task A_PFX_that_is_not_right_says_what_it_lacks()
    {
        byte[] pfx = TestKeys.Pfx(TestKeys.Password);
        using X509Certificate2 certificate = TestKeys.CreateCertificate();
        using X509Certificate2 ec = TestKeys.CreateEllipticCurveCertificate();

        await AssertInvalidAsync(InFile(pfx, "wrong"), "the password is wrong, or it is damaged");
        await AssertInvalidAsync(InFile(pfx, password: null), "has a password, which was not given");
        await AssertInvalidAsync(InFile(pfx[..900], TestKeys.Password), " is damaged");
        await AssertInvalidAsync(
            InFile(certificate.Export(X509ContentType.Cert), password: null),
            "without its private key"
        );
        await AssertInvalidAsync(
            InFile(ec.Export(X509ContentType.Pfx, TestKeys.Password), TestKeys.Password),
            "another kind than RSA"
        );
    }

    [Fact]
    public async Task A_key_in_the_encoding_of_Windows_PowerShell_is_read()
    {
        string path = Path.Combine(_folder, "utf16.pem");
        await File.WriteAllTextAsync(path, TestKeys.Pkcs8, Encoding.Unicode);

        await AssertSignsAsync(SigningKey.InFile(path, password: null), "UTF-16");
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task What_is_no_key_is_refused_by_its_place_and_never_repeated(string text, string reason)
    {
        string path = WriteText(text);

        await AssertInvalidAsync(SigningKey.InFile(path, password: null), reason, path);
        await AssertInvalidAsync(
            SigningKey.InVault("MyVault", "jwt", password: null),
            reason,
            "The secret 'jwt' of the vault 'MyVault'",
            text
        );
    }

    [Fact]
    public async Task An_encrypted_key_of_another_kind_is_told_from_a_wrong_password()
    {
        string path = WriteText(
            TestKeys.EllipticCurve.ExportEncryptedPkcs8PrivateKeyPem(
                TestKeys.Password,
                new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048)
            )
        );

        await AssertInvalidAsync(SigningKey.InFile(path, TestKeys.Password), "another kind than RSA", path);
        await AssertInvalidAsync(SigningKey.InFile(path, "wrong"), "the password is wrong", path);
    }

    [Fact]
    public async Task A_cipher_nobody_uses_any_more_is_named_with_the_way_out() =>
        await AssertInvalidAsync(
            SigningKey.InFile(
                WriteText(
                    TestKeys.Traditional("AES-128-CBC").Replace("AES-128-CBC", "RC2-40-CBC", StringComparison.Ordinal)
                ),
                "x"
            ),
            "openssl pkcs8"
        );

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found()
    {
        string missing = Path.Combine(_folder, "no", "key.pem");

        Assert.Equal(
            missing,
            Assert.Single(await NotFoundAsync(SigningKey.InFile(missing, password: null)), text => text == missing)
        );
        await NotFoundAsync(SigningKey.InVault("MyVault", "jwt", password: null));
        Assert.Contains(
            "the default vault",
            string.Join("'", await NotFoundAsync(SigningKey.InVault("", "jwt", password: null))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_path_that_can_be_no_key_is_refused()
    {
        string loop = Path.Combine(_folder, "loop");
        File.CreateSymbolicLink(loop, loop);
        string large = Path.Combine(_folder, "large");
        await File.WriteAllBytesAsync(large, new byte[100_000]);

        await AssertInvalidAsync(SigningKey.InFile(_folder, password: null), "is a folder", _folder);
        await AssertInvalidAsync(SigningKey.InFile(loop, password: null), "can't be opened or read", loop);
        await AssertInvalidAsync(SigningKey.InFile(large, password: null), "is larger than 64 KiB", large);
        await AssertInvalidAsync(SigningKey.InFile(_folder + "/a\0b", password: null), "can't be opened or read");
        if (File.Exists("/dev/zero"))
            await AssertInvalidAsync(SigningKey.InFile("/dev/zero", password: null), "is larger than 64 KiB");
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_says_so()
    {
        string path = WriteText(TestKeys.Pkcs8);
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            // Nothing is closed to root, and on Windows it takes an access list.
            await AssertSignsAsync(SigningKey.InFile(path, password: null), "PKCS#8");
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.None);
        await AssertInvalidAsync(SigningKey.InFile(path, password: null), "may not be read by this account", path);
    }

    [Fact]
    public async Task The_placeholder_of_the_Salesforce_CLI_is_refused()
    {
        SigningKey key = SigningKey.InVault("MyVault", "jwt", password: null);

        var exception = await Assert.ThrowsAsync<SfOAuthException>(() =>
            LoadAsync(key, "[REDACTED] Use 'sf org auth show-access-token' to view")
        );

        Assert.Equal(Problem.SecretRedacted, exception.Problem);
    }

    [Fact]
    public async Task A_key_that_was_replaced_in_its_file_counts()
    {
        string path = WriteText(TestKeys.Pkcs8);
        IReadOnlyDictionary<string, string> saved = SigningKey.InFile(path, password: null).ToFields();
        using var other = RSA.Create(2048);
        await File.WriteAllTextAsync(path, other.ExportPkcs8PrivateKeyPem());

        SigningKey key = SigningKey.FromFields(saved)!;
        await LoadAsync(key);

        Assert.True(other.VerifyData(_data, key.Sign(_data), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task What_is_saved_is_the_place_and_the_password_and_not_the_key()
    {
        string password = TestKeys.Password;
        string path = WriteText(TestKeys.Traditional("AES-256-CBC"));
        SigningKey[] keys = [SigningKey.InFile(path, password), SigningKey.InVault("MyVault", "jwt", password)];

        Assert.Equal([("password", TestKeys.Password), ("path", path)], Fields(keys[0]));
        Assert.Equal([("password", TestKeys.Password), ("secret", "jwt"), ("vault", "MyVault")], Fields(keys[1]));
        Assert.Equal(
            [("thumbprint", new string('A', 40))],
            Fields(SigningKey.InStore("\u200e" + string.Join(' ', Enumerable.Repeat("aa", 20))))
        );
        foreach (SigningKey key in keys)
        {
            Assert.Equal(TestKeys.Password, Assert.Single(key.Secrets));
            await AssertSignsAsync(
                SigningKey.FromFields(key.ToFields())!,
                "saved",
                TestKeys.Traditional("AES-256-CBC")
            );
        }

        Assert.Null(SigningKey.FromFields(new Dictionary<string, string>()));
        Assert.Throws<FormatException>(() => SigningKey.FromFields(new Dictionary<string, string> { ["n"] = "AQAB" }));
    }

    [Fact]
    public async Task A_certificate_that_is_in_no_store_is_saved_as_a_copy_of_its_key()
    {
        using X509Certificate2 certificate = TestKeys.CreateCertificate();
        SigningKey key = SigningKey.OfCertificate(certificate);
        await AssertSignsAsync(key, "certificate");
        key.RequireSavable();

        SigningKey saved = SigningKey.FromFields(key.ToFields())!;

        await AssertSignsAsync(saved, "copy");
        Assert.Equal(["d", "dp", "dq", "e", "n", "p", "q", "qi"], Fields(key).Select(field => field.Name));
        Assert.Equal(6, saved.Secrets.Count());
        Assert.DoesNotContain(key.ToFields()["n"], saved.Secrets);
    }

    [Fact]
    public async Task A_copy_that_is_damaged_says_so()
    {
        using X509Certificate2 certificate = TestKeys.CreateCertificate();
        Dictionary<string, string> fields = new(SigningKey.OfCertificate(certificate).ToFields());

        foreach (string broken in new[] { "", "?", "AQAB" })
            await AssertInvalidAsync(
                SigningKey.FromFields(new Dictionary<string, string>(fields) { ["p"] = broken })!,
                "is damaged",
                "The key that is saved with the connection"
            );
    }

    [Fact]
    public async Task A_certificate_without_an_RSA_key_is_refused()
    {
        using X509Certificate2 certificate = TestKeys.CreateCertificate();
        using var publicOnly = new X509Certificate2(certificate.Export(X509ContentType.Cert));
        using X509Certificate2 ec = TestKeys.CreateEllipticCurveCertificate();

        await AssertInvalidAsync(
            SigningKey.OfCertificate(publicOnly),
            "is there without its private key",
            publicOnly.Thumbprint
        );
        await AssertInvalidAsync(SigningKey.OfCertificate(ec), "another kind than RSA", ec.Thumbprint);
        Assert.Throws<SfOAuthException>(() => SigningKey.OfCertificate(publicOnly).RequireSavable());
    }

    [Fact]
    public async Task A_certificate_that_is_in_no_store_is_not_found_by_its_thumbprint()
    {
        string thumbprint = Convert.ToHexString(SHA1.HashData(_data));

        var exception = await Assert.ThrowsAsync<StorageException>(() => LoadAsync(SigningKey.InStore(thumbprint)));

        Assert.Equal(Problem.KeyNotFound, exception.Problem);
        Assert.Contains(thumbprint, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_thumbprint_is_not_repeated()
    {
        var exception = await Assert.ThrowsAsync<SfOAuthException>(() => LoadAsync(SigningKey.InStore("00D!AQsecret")));

        Assert.Equal(Problem.KeyInvalid, exception.Problem);
        Assert.DoesNotContain("AQSECRET", exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_key_that_is_not_loaded_does_not_sign() =>
        Assert.Throws<InvalidOperationException>(() =>
            SigningKey.InFile(WriteText(TestKeys.Pkcs8), password: null).Sign(_data)
        );

    [Fact]
    public async Task One_key_signs_for_many_at_once()
    {
        SigningKey key = SigningKey.InFile(WriteText(TestKeys.Pkcs8), password: null);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => AssertSignsAsync(key, "shared"))));
    }

    [Fact]
    public void Bytes_of_any_kind_are_a_key_or_refused_and_nothing_else()
    {
        byte[] der = TestKeys.Rsa.ExportPkcs8PrivateKey();
        Prop.ForAll<byte[], bool>((bytes, framed) => IsRefused(bytes ?? [], framed)).QuickCheckThrowOnFailure();
        Prop.ForAll<int, byte>(
                (position, value) =>
                {
                    byte[] changed = [.. der];
                    changed[Math.Abs(position % 64)] = value;
                    return IsRefused(changed, framed: true);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static bool IsRefused(byte[] bytes, bool framed)
    {
        byte[] content = framed
            ? Encoding.ASCII.GetBytes(PemEncoding.WriteString("PRIVATE KEY", bytes))
            : [0x30, 0x82, .. bytes];
        try
        {
            using RSA key = new PrivateKeyReader(new FileKey("/key", password: null), password: null).Read(content);
            return true;
        }
        catch (SfOAuthException exception)
        {
            return exception.Problem == Problem.KeyInvalid;
        }
    }

    private static Task LoadAsync(SigningKey key, string? secret = null) =>
        key.LoadAsync((vault, name) => Task.FromResult(vault == "MyVault" && name == "jwt" ? secret : null));

    private static async Task AssertSignsAsync(SigningKey key, string form, string? secret = null)
    {
        await LoadAsync(key, secret);
        Assert.True(
            TestKeys.Rsa.VerifyData(_data, key.Sign(_data), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            form
        );
    }

    private static async Task AssertInvalidAsync(
        SigningKey key,
        string reason,
        string place = "",
        string? secret = null
    )
    {
        var exception = await Assert.ThrowsAsync<SfOAuthException>(() => LoadAsync(key, secret));

        Assert.Equal(Problem.KeyInvalid, exception.Problem);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MII", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestKeys.Password, exception.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string[]> NotFoundAsync(SigningKey key)
    {
        var exception = await Assert.ThrowsAsync<StorageException>(() => LoadAsync(key));
        Assert.Equal(Problem.KeyNotFound, exception.Problem);
        return exception.Message.Split('\'');
    }

    private static (string Name, string Value)[] Fields(SigningKey key) =>
        [
            .. key.ToFields()
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => (field.Key, field.Value)),
        ];

    private SigningKey InFile(byte[] content, string? password)
    {
        string path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, content);
        return SigningKey.InFile(path, password);
    }

    private string WriteText(string text)
    {
        string path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".pem");
        File.WriteAllText(path, text);
        return path;
    }
}
