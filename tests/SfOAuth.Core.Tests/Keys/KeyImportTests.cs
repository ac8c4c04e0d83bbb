using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using FsCheck;
using SfOAuth.Keys;
using Xunit;

namespace SfOAuth.Tests.Keys;

/// <summary>What the build for Windows PowerShell reads by itself, against what .NET reads.</summary>
public class KeyImportTests
{
    public static TheoryData<string> Ciphers => new(["Aes128Cbc", "Aes192Cbc", "Aes256Cbc"]);

    [Theory]
    [InlineData(2048)]
    [InlineData(2056)]
    [InlineData(3072)]
    public void A_key_is_read_as_NET_reads_it(int bits)
    {
        using var rsa = RSA.Create(bits);

        AssertSame(rsa, RsaPrivateKey.ReadPkcs1(rsa.ExportRSAPrivateKey()));
        AssertSame(rsa, RsaPrivateKey.ReadPkcs8(rsa.ExportPkcs8PrivateKey()));
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void An_encrypted_key_is_read_as_NET_reads_it(string cipher)
    {
        foreach (
            HashAlgorithmName hash in new[]
            {
                HashAlgorithmName.SHA1,
                HashAlgorithmName.SHA256,
                HashAlgorithmName.SHA384,
                HashAlgorithmName.SHA512,
            }
        )
        {
            byte[] der = Encrypt(Enum.Parse<PbeEncryptionAlgorithm>(cipher), hash);

            AssertSame(TestKeys.Rsa, RsaPrivateKey.ReadPkcs8(Pbes2.Decrypt(der, TestKeys.Password)));
            Assert.ThrowsAny<CryptographicException>(() => RsaPrivateKey.ReadPkcs8(Pbes2.Decrypt(der, "wrong")));
        }
    }

    [Fact]
    public void Triple_DES_with_the_hash_that_is_not_named_is_read()
    {
        byte[] plain = TestKeys.Rsa.ExportPkcs8PrivateKey();
        byte[] salt = [1, 2, 3, 4, 5, 6, 7, 8];
        using var cipher = TripleDES.Create();
        cipher.Key = Rfc2898DeriveBytes.Pbkdf2(TestKeys.Password, salt, 2048, HashAlgorithmName.SHA1, 24);
        byte[] derivation = Sequence(Oid("2A864886F70D01050C"), Sequence(Value(0x04, salt), Value(0x02, [0x08, 0x00])));
        byte[] encryption = Sequence(Oid("2A864886F70D0307"), Value(0x04, cipher.IV));
        byte[] der = Sequence(
            Sequence(Oid("2A864886F70D01050D"), Sequence(derivation, encryption)),
            Value(0x04, cipher.EncryptCbc(plain, cipher.IV))
        );

        Assert.Equal(plain, Pbes2.Decrypt(der, TestKeys.Password));
    }

    [Fact]
    public void Another_kind_of_key_is_told_from_a_broken_one()
    {
        Assert.Contains(
            "elliptic curve",
            Assert
                .Throws<NotSupportedException>(() => KeyKind.RequireRsa(TestKeys.EllipticCurve.ExportPkcs8PrivateKey()))
                .Message,
            StringComparison.Ordinal
        );
        KeyKind.RequireRsa(TestKeys.Rsa.ExportPkcs8PrivateKey());
        Assert.Throws<CryptographicException>(() => RsaPrivateKey.ReadPkcs8(TestKeys.Rsa.ExportRSAPrivateKey()));
        Assert.Throws<CryptographicException>(() => RsaPrivateKey.ReadPkcs1(TestKeys.Rsa.ExportPkcs8PrivateKey()));
    }

    [Fact]
    public void An_encryption_of_before_PBES2_is_named_with_the_way_out()
    {
        byte[] der = Encrypt(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1);

        Assert.Contains(
            "openssl pkcs8",
            Assert.Throws<NotSupportedException>(() => Pbes2.Decrypt(der, TestKeys.Password)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_number_of_rounds_that_would_take_for_ever_is_refused()
    {
        byte[] derivation = Sequence(
            Oid("2A864886F70D01050C"),
            Sequence(Value(0x04, [1]), Value(0x02, [0x7F, 0xFF, 0xFF, 0xFF]))
        );
        byte[] der = Sequence(
            Sequence(
                Oid("2A864886F70D01050D"),
                Sequence(derivation, Sequence(Oid("2A864886F70D0307"), Value(0x04, new byte[8])))
            ),
            Value(0x04, new byte[8])
        );

        Assert.Contains(
            "openssl pkcs8",
            Assert.Throws<NotSupportedException>(() => Pbes2.Decrypt(der, TestKeys.Password)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_cut_of_a_key_is_refused()
    {
        byte[] pkcs1 = TestKeys.Rsa.ExportRSAPrivateKey();
        byte[] encrypted = Encrypt(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256);

        for (int length = 0; length < pkcs1.Length; length += 3)
            Assert.Throws<CryptographicException>(() => RsaPrivateKey.ReadPkcs1(pkcs1[..length]));
        for (int length = 0; length < encrypted.Length; length += 3)
            Assert.Throws<CryptographicException>(() => Pbes2.Decrypt(encrypted[..length], TestKeys.Password));
    }

    [Fact]
    public void Bytes_of_any_kind_are_read_or_refused_and_nothing_else()
    {
        byte[] pkcs8 = TestKeys.Rsa.ExportPkcs8PrivateKey();
        byte[] encrypted = TestKeys.Rsa.ExportEncryptedPkcs8PrivateKey(
            TestKeys.Password,
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)
        );

        Prop.ForAll<byte[]>(bytes => IsReadOrRefused(bytes ?? []) && IsReadOrRefused(Sequence(bytes ?? [])))
            .QuickCheckThrowOnFailure();
        Prop.ForAll<int, byte>(
                (position, value) =>
                    IsReadOrRefused(Change(pkcs8, position, value))
                    && IsReadOrRefused(Change(encrypted, position, value))
            )
            .QuickCheckThrowOnFailure();
    }

    private static bool IsReadOrRefused(byte[] der)
    {
        foreach (
            Action read in new Action[]
            {
                () => RsaPrivateKey.ReadPkcs1(der),
                () => RsaPrivateKey.ReadPkcs8(der),
                () => Pbes2.Decrypt(der, "x"),
            }
        )
        {
            try
            {
                read();
            }
            catch (Exception exception) when (exception is CryptographicException or NotSupportedException)
            {
                // Refused, as it should be.
            }
        }

        return true;
    }

    // The frame is at the beginning, and the numbers behind it may be anything.
    private static byte[] Change(byte[] der, int position, byte value)
    {
        byte[] changed = [.. der];
        changed[Math.Abs(position % 96)] = value;
        return changed;
    }

    private static byte[] Encrypt(PbeEncryptionAlgorithm cipher, HashAlgorithmName hash) =>
        TestKeys.Rsa.ExportEncryptedPkcs8PrivateKey(TestKeys.Password, new PbeParameters(cipher, hash, 100));

    private static byte[] Oid(string hex) => Value(0x06, Convert.FromHexString(hex));

    private static byte[] Sequence(params byte[][] values) => Value(0x30, [.. values.SelectMany(value => value)]);

    private static byte[] Value(byte tag, byte[] content) =>
        content.Length < 128
            ? [tag, (byte)content.Length, .. content]
            : [tag, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content];

    private static void AssertSame(RSA expected, RSAParameters actual)
    {
        RSAParameters parameters = expected.ExportParameters(includePrivateParameters: true);
        foreach (
            Func<RSAParameters, byte[]?> part in new List<Func<RSAParameters, byte[]?>>
            {
                p => p.Modulus,
                p => p.Exponent,
                p => p.D,
                p => p.P,
                p => p.Q,
                p => p.DP,
                p => p.DQ,
                p => p.InverseQ,
            }
        )
            Assert.Equal(part(parameters), part(actual));
    }
}
