using System;
using System.Linq;
using System.Security.Cryptography;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

/// <summary>RFC 7518, appendix B.3.</summary>
public class AesCbcHmacTests
{
    private static readonly byte[] _key = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
    private static readonly byte[] _vector = Sample.FromHex("1a f3 8c 2d c2 b9 6f fd d8 66 94 09 23 41 bc 04");
    private static readonly byte[] _associated = Sample.Bytes("The second principle of Auguste Kerckhoffs");
    private static readonly byte[] _plaintext = Sample.Bytes(
        "A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy "
            + "without inconvenience"
    );

    private static readonly byte[] _ciphertext = Sample.FromHex(
        """
        4a ff aa ad b7 8c 31 c5 da 4b 1b 59 0d 10 ff bd
        3d d8 d5 d3 02 42 35 26 91 2d a0 37 ec bc c7 bd
        82 2c 30 1d d6 7c 37 3b cc b5 84 ad 3e 92 79 c2
        e6 d1 2a 13 74 b7 7f 07 75 53 df 82 94 10 44 6b
        36 eb d9 70 66 29 6a e6 42 7e a7 5c 2e 08 46 a1
        1a 09 cc f5 37 0d c8 0b fe cb ad 28 c7 3f 09 b3
        a3 b7 5e 66 2a 25 94 41 0a e4 96 b2 e2 e6 60 9e
        31 e6 e0 2c c8 37 f0 53 d2 1f 37 ff 4f 51 95 0b
        be 26 38 d0 9d d7 a4 93 09 30 80 6d 07 03 b1 f6
        """
    );

    private static readonly byte[] _tag = Sample.FromHex(
        """
        4d d3 b4 c0 88 a7 f4 5c 21 68 39 64 5b 20 12 bf
        2e 62 69 a8 c5 6a 81 6d bc 1b 26 77 61 95 5b c5
        """
    );

    [Fact]
    public void The_example_of_the_RFC_is_encrypted_to_the_byte()
    {
        (byte[] ciphertext, byte[] tag) = AesCbcHmac.Encrypt(_key, _vector, _plaintext, _associated);

        Assert.Equal(_ciphertext, ciphertext);
        Assert.Equal(_tag, tag);
    }

    [Fact]
    public void The_example_of_the_RFC_is_decrypted() =>
        Assert.Equal(_plaintext, AesCbcHmac.Decrypt(_key, _vector, _ciphertext, _associated, _tag));

    [Fact]
    public void A_bit_changed_anywhere_is_refused()
    {
        foreach (int part in Enumerable.Range(0, 5))
        {
            byte[][] all = [_key, _vector, _ciphertext, _associated, _tag];
            byte[][] parts = [.. all.Select(bytes => (byte[])bytes.Clone())];
            parts[part][3] ^= 1;

            AssertRefused(() => AesCbcHmac.Decrypt(parts[0], parts[1], parts[2], parts[3], parts[4]));
        }
    }

    [Fact]
    public void A_shorter_tag_is_refused() =>
        AssertRefused(() => AesCbcHmac.Decrypt(_key, _vector, _ciphertext, _associated, [.. _tag.Take(31)]));

    [Fact]
    public void A_shorter_key_is_refused() =>
        AssertRefused(() => AesCbcHmac.Encrypt([.. _key.Take(32)], _vector, _plaintext, _associated));

    private static void AssertRefused(Action work) => Assert.ThrowsAny<CryptographicException>(work);
}
