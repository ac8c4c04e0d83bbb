using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using SfOAuth.Formats;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

public class JweTests
{
    private readonly byte[] _key = Sample.Key();

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("sixteen bytes ..")]
    [InlineData("{\"refreshToken\":\"päß\"}")]
    public void What_was_sealed_is_opened(string secret)
    {
        string text = Jwe.Seal(_key, Sample.Facts, Sample.Bytes(secret));

        (Dictionary<string, string> facts, byte[] plaintext) = Jwe.Open(_key, text);

        Assert.Equal(secret, Sample.Text(plaintext));
        Assert.Equal(Sample.Facts, facts.ToArray());
    }

    [Fact]
    public void The_facts_are_read_without_the_key_and_from_the_beginning_alone()
    {
        string text = Jwe.Seal(_key, Sample.Facts, new byte[1000]);

        Assert.Equal(Sample.Facts, Jwe.ReadFacts(text.Substring(0, text.IndexOf('.') + 1)).ToArray());
    }

    [Fact]
    public void Two_texts_of_one_content_have_nothing_in_common_but_the_header()
    {
        string[] one = Jwe.Seal(_key, Sample.Facts, new byte[64]).Split('.');
        string[] other = Jwe.Seal(_key, Sample.Facts, new byte[64]).Split('.');

        Assert.Equal([true, true, false, false, false], one.Zip(other, (left, right) => left == right));
        Assert.Equal("", one[1]);
    }

    [Fact]
    public void The_key_of_somebody_else_does_not_open_it()
    {
        string text = Jwe.Seal(_key, Sample.Facts, [1, 2, 3]);

        Assert.ThrowsAny<CryptographicException>(() => Jwe.Open(Sample.Key(), text));
    }

    [Theory]
    [InlineData("""{"alg":"none","enc":"A256CBC-HS512"}""")]
    [InlineData("""{"alg":"A256KW","enc":"A256CBC-HS512"}""")]
    [InlineData("""{"alg":"dir","enc":"A128CBC-HS256"}""")]
    [InlineData("""{"alg":"dir","enc":"a256cbc-hs512"}""")]
    [InlineData("""{"enc":"A256CBC-HS512"}""")]
    [InlineData("""{"alg":"dir"}""")]
    [InlineData("""{"alg":"dir","enc":"A256CBC-HS512","zip":"DEF"}""")]
    [InlineData("""{"alg":"dir","enc":"A256CBC-HS512","crit":"exp"}""")]
    [InlineData("""{"alg":"dir","enc":"A256CBC-HS512","crit":["exp"]}""")]
    [InlineData("""{"alg":"none","alg":"dir","enc":"A256CBC-HS512"}""")]
    [InlineData("""{"alg":"dir","enc":"A256CBC-HS512","a":{"b":1}}""")]
    [InlineData("""{"alg":"dir","enc":"A256CBC-HS512"}{}""")]
    [InlineData("""{"alg":"dir","enc":"A256CBC-HS512" """)]
    [InlineData("")]
    public void A_header_that_says_anything_else_is_refused_even_where_the_tag_is_right(string header)
    {
        string text = SealUnder(Sample.Bytes(header));

        Assert.Throws<FormatException>(() => Jwe.Open(_key, text));
        Assert.Throws<FormatException>(() => Jwe.ReadFacts(text));
    }

    [Fact]
    public void A_header_that_is_no_text_is_refused_even_where_the_tag_is_right()
    {
        byte[] header = Sample.Bytes("""{"alg":"dir","enc":"A256CBC-HS512","a":"?"}""");
        header[Array.IndexOf(header, (byte)'?')] = 0xFF;
        string text = SealUnder(header);

        Assert.Throws<FormatException>(() => Jwe.Open(_key, text));
        Assert.Throws<FormatException>(() => Jwe.ReadFacts(text));
    }

    [Fact]
    public void The_longest_header_is_sealed_and_opened()
    {
        KeyValuePair<string, string>[] facts = [new("a", new string('x', LongestFact))];

        string text = Jwe.Seal(_key, facts, [1]);

        Assert.Equal(Jwe.LongestHeader, text.IndexOf('.'));
        Assert.Equal(facts, Jwe.ReadFacts(text).ToArray());
        Assert.Equal([1], Jwe.Open(_key, text).Plaintext);
    }

    [Fact]
    public void A_header_that_is_longer_by_one_is_neither_sealed_nor_opened()
    {
        string fact = new('x', LongestFact + 1);
        string text = SealUnder(Sample.Bytes($$"""{"alg":"dir","enc":"A256CBC-HS512","a":"{{fact}}"}"""));

        Assert.Throws<FormatException>(() => Jwe.Seal(_key, [new("a", fact)], [1]));
        Assert.Throws<FormatException>(() => Jwe.Open(_key, text));
        Assert.Throws<FormatException>(() => Jwe.ReadFacts(text));
    }

    [Fact]
    public void Text_that_only_looks_the_same_is_refused()
    {
        string text = Jwe.Seal(_key, Sample.Facts, new byte[20]);
        string[] parts = text.Split('.');
        string[] others =
        [
            "",
            ".",
            "....",
            text + ".",
            text + "\n",
            " " + text,
            text + "=",
            text.Replace("..", ".AA."),
            text.Replace("..", "."),
            string.Join(".", parts.Take(4)),
            string.Join(".", [.. parts.Take(4), parts[4].Insert(3, " ")]),
            string.Join(".", [.. parts.Take(4), LastBitsChanged(parts[4])]),
            string.Join(".", parts[0], "", parts[3], parts[2], parts[4]),
        ];

        foreach (string other in others)
            Assert.Throws<FormatException>(() => Jwe.Open(_key, other));
    }

    [Fact]
    public void Facts_that_no_reader_would_take_are_not_sealed()
    {
        KeyValuePair<string, string>[] tooLong = [new("a", new string('x', Jwe.LongestHeader))];
        KeyValuePair<string, string>[] twice = [new("a", "1"), new("a", "2")];

        Assert.Throws<FormatException>(() => Jwe.Seal(_key, tooLong, []));
        Assert.Throws<FormatException>(() => Jwe.Seal(_key, twice, []));
    }

    // Four characters stand for three bytes.
    private static int LongestFact =>
        (Jwe.LongestHeader / 4 * 3) - """{"alg":"dir","enc":"A256CBC-HS512","a":""}""".Length;

    private string SealUnder(byte[] header)
    {
        string protectedHeader = Base64Url.Encode(header);
        byte[] vector = new byte[16];
        (byte[] ciphertext, byte[] tag) = AesCbcHmac.Encrypt(_key, vector, [1], Sample.Bytes(protectedHeader));
        return string.Join(
            ".",
            protectedHeader,
            "",
            Base64Url.Encode(vector),
            Base64Url.Encode(ciphertext),
            Base64Url.Encode(tag)
        );
    }

    // 32 bytes take 43 characters, and the last of them has two bits too many.
    private static string LastBitsChanged(string tag)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return tag.Substring(0, tag.Length - 1) + Alphabet[Alphabet.IndexOf(tag[tag.Length - 1]) + 1];
    }
}
