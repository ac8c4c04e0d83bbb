using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.Formats;

namespace SfOAuth.Sealing;

/// <summary>
/// JWE in compact form (RFC 7516, section 7.1) with a key that both sides have: <c>alg</c> is <c>dir</c>, <c>enc</c> is
/// <c>A256CBC-HS512</c>, and nothing else is written or read. What a text says it is decides nothing: no algorithm is
/// chosen by a header.
/// </summary>
internal static class Jwe
{
    /// <summary>No header is longer, as it stands in the text.</summary>
    internal const int LongestHeader = 64 * 1024;

    private const string Algorithm = "dir";
    private const string ContentEncryption = "A256CBC-HS512";

    private static readonly UTF8Encoding _utf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="key">64 bytes.</param>
    /// <param name="facts">Stand readable in the protected header, which the tag covers.</param>
    /// <param name="plaintext">What is encrypted.</param>
    /// <exception cref="FormatException">The facts are more than a header may hold.</exception>
    internal static string Seal(byte[] key, IEnumerable<KeyValuePair<string, string>> facts, byte[] plaintext)
    {
        List<KeyValuePair<string, string>> members = [new("alg", Algorithm), new("enc", ContentEncryption), .. facts];
        byte[] vector = new byte[AesCbcHmac.VectorLength];
        using (var generator = RandomNumberGenerator.Create())
            generator.GetBytes(vector);

        string header = Base64Url.Encode(Encoding.ASCII.GetBytes(JoseHeader.Write(members)));
        // What could not be read again is not written.
        _ = Decode(header);
        (byte[] ciphertext, byte[] tag) = AesCbcHmac.Encrypt(key, vector, plaintext, Encoding.ASCII.GetBytes(header));
        return $"{header}..{Base64Url.Encode(vector)}.{Base64Url.Encode(ciphertext)}.{Base64Url.Encode(tag)}";
    }

    /// <returns>The header's members but for <c>alg</c> and <c>enc</c>, and the plaintext.</returns>
    /// <exception cref="FormatException">The text is no such JWE.</exception>
    /// <exception cref="CryptographicException">It was changed, or sealed with another key.</exception>
    internal static (Dictionary<string, string> Facts, byte[] Plaintext) Open(byte[] key, string text) =>
        (ReadFacts(text), Decrypt(key, text));

    /// <summary>The plaintext of a text whose facts have been read. After it they are verified.</summary>
    /// <inheritdoc cref="Open"/>
    internal static byte[] Decrypt(byte[] key, string text)
    {
        string[] parts = text.Split('.');
        if (parts.Length != 5 || parts[1].Length != 0)
            throw Malformed();
        byte[] vector = DecodeStrictly(parts[2]);
        byte[] ciphertext = DecodeStrictly(parts[3]);
        byte[] tag = DecodeStrictly(parts[4]);
        if (
            vector.Length != AesCbcHmac.VectorLength
            || tag.Length != AesCbcHmac.TagLength
            || ciphertext.Length == 0
            || ciphertext.Length % AesCbcHmac.VectorLength != 0
        )
            throw Malformed();
        return AesCbcHmac.Decrypt(key, vector, ciphertext, Encoding.ASCII.GetBytes(parts[0]), tag);
    }

    /// <summary>
    /// The facts, read without the key and so not verified: good for a list, and for nothing that decides.
    /// The text may end anywhere behind the header.
    /// </summary>
    /// <exception cref="FormatException">The text does not begin with such a header.</exception>
    internal static Dictionary<string, string> ReadFacts(string text)
    {
        int end = text.IndexOf('.');
        return end >= 0 ? Decode(text.Substring(0, end)) : throw Malformed();
    }

    private static Dictionary<string, string> Decode(string header)
    {
        if (header.Length > LongestHeader)
            throw Malformed();
        Dictionary<string, string> members = JoseHeader.Read(ReadText(DecodeStrictly(header)));
        bool known = TakeAway(members, "alg") == Algorithm && TakeAway(members, "enc") == ContentEncryption;
        // "crit" names what must be understood, and "zip" packs the content: neither is written here.
        return known && !members.ContainsKey("crit") && !members.ContainsKey("zip") ? members : throw Malformed();
    }

    private static string? TakeAway(Dictionary<string, string> members, string name)
    {
        if (!members.TryGetValue(name, out string? value))
            return null;
        members.Remove(name);
        return value;
    }

    private static string ReadText(byte[] bytes)
    {
        try
        {
            return _utf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw Malformed();
        }
    }

    // The framework's reader passes over blanks, padding and bits that say nothing. One content has one spelling here.
    private static byte[] DecodeStrictly(string part)
    {
        byte[] bytes = Base64Url.Decode(part);
        return string.Equals(Base64Url.Encode(bytes), part, StringComparison.Ordinal) ? bytes : throw Malformed();
    }

    private static FormatException Malformed() => new("The text is not a JWE of the kind that is written here.");
}
