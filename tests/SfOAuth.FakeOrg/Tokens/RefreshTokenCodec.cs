using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>
/// Refresh tokens that name their family and generation under a MAC, so that a token rotated away 100,000 refreshes ago
/// is still recognised as re-used and the org need not remember it. To a client they are opaque.
/// </summary>
internal sealed class RefreshTokenCodec
{
    private const string Prefix = "5Aep861";
    private const int NonceLength = 24;
    private const int FactsLength = 16;
    private const int MacLength = 15;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Encode(long family, long generation)
    {
        byte[] token = new byte[NonceLength + FactsLength + MacLength];
        RandomNumberGenerator.Fill(token.AsSpan(0, NonceLength));
        Span<byte> facts = token.AsSpan(NonceLength, FactsLength);
        BinaryPrimitives.WriteInt64LittleEndian(facts, family);
        BinaryPrimitives.WriteInt64LittleEndian(facts[8..], generation);
        Mask(token);
        Mac(token).CopyTo(token.AsSpan(NonceLength + FactsLength));
        return Prefix + SessionAlphabet.Encode(token);
    }

    public bool TryDecode(string text, out long family, out long generation)
    {
        family = generation = 0;
        if (
            !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !SessionAlphabet.TryDecode(text[Prefix.Length..], out byte[] token)
        )
            return false;
        if (
            token.Length != NonceLength + FactsLength + MacLength
            || !CryptographicOperations.FixedTimeEquals(Mac(token), token.AsSpan(NonceLength + FactsLength))
        )
            return false;

        Mask(token);
        ReadOnlySpan<byte> facts = token.AsSpan(NonceLength, FactsLength);
        family = BinaryPrimitives.ReadInt64LittleEndian(facts);
        generation = BinaryPrimitives.ReadInt64LittleEndian(facts[8..]);
        return true;
    }

    private void Mask(byte[] token)
    {
        Span<byte> mask = stackalloc byte[32];
        HMACSHA256.HashData(_key, token.AsSpan(0, NonceLength), mask);
        for (int i = 0; i < FactsLength; i++)
            token[NonceLength + i] ^= mask[i];
    }

    private byte[] Mac(byte[] token) =>
        HMACSHA256.HashData(_key, token.AsSpan(0, NonceLength + FactsLength))[..MacLength];
}
