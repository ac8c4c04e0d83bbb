using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using SfOAuth.Formats;

namespace SfOAuth.Keys;

/// <summary>An RSA key as the members of a JSON Web Key (RFC 7518, section 6.3).</summary>
internal static class JsonWebKey
{
    private const string Modulus = "n";
    private const string Exponent = "e";

    /// <summary>The members that are secret.</summary>
    internal static IReadOnlyList<string> PrivateMembers { get; } = ["d", "p", "q", "dp", "dq", "qi"];

    /// <summary>Whether no member of a private key is missing.</summary>
    internal static bool IsPrivate(IReadOnlyDictionary<string, string> members) =>
        members.ContainsKey(Modulus) && members.ContainsKey(Exponent) && PrivateMembers.All(members.ContainsKey);

    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="FormatException">A member is empty or not base64url.</exception>
    internal static RSAParameters ReadPublic(IReadOnlyDictionary<string, string> members) =>
        new() { Modulus = Bytes(members[Modulus]), Exponent = Bytes(members[Exponent]) };

    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="FormatException">A member is empty or not base64url.</exception>
    internal static RSAParameters ReadPrivate(IReadOnlyDictionary<string, string> members) =>
        new()
        {
            Modulus = Bytes(members[Modulus]),
            Exponent = Bytes(members[Exponent]),
            D = Bytes(members["d"]),
            P = Bytes(members["p"]),
            Q = Bytes(members["q"]),
            DP = Bytes(members["dp"]),
            DQ = Bytes(members["dq"]),
            InverseQ = Bytes(members["qi"]),
        };

    internal static Dictionary<string, string> WritePrivate(RSAParameters key) =>
        new()
        {
            [Modulus] = Base64Url.Encode(key.Modulus!),
            [Exponent] = Base64Url.Encode(key.Exponent!),
            ["d"] = Base64Url.Encode(key.D!),
            ["p"] = Base64Url.Encode(key.P!),
            ["q"] = Base64Url.Encode(key.Q!),
            ["dp"] = Base64Url.Encode(key.DP!),
            ["dq"] = Base64Url.Encode(key.DQ!),
            ["qi"] = Base64Url.Encode(key.InverseQ!),
        };

    private static byte[] Bytes(string member) =>
        member.Length > 0 ? Base64Url.Decode(member) : throw new FormatException("A member of the key is empty.");
}
