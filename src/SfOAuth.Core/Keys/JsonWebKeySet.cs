using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.Formats;

namespace SfOAuth.Keys;

/// <summary>The public keys an org signs with (RFC 7517). Keys of other kinds than RSA are left out.</summary>
internal sealed class JsonWebKeySet
{
    private const string Algorithm = "alg";
    private const string KeyId = "kid";
    private const string KeyType = "kty";
    private const string Use = "use";

    private readonly List<Dictionary<string, string>> _keys;

    private JsonWebKeySet(List<Dictionary<string, string>> keys) => _keys = keys;

    /// <exception cref="FormatException">The text is not a key set.</exception>
    internal static JsonWebKeySet Parse(string json)
    {
        Dictionary<string, string> set = Json.Read(json);
        return set.TryGetValue("keys", out string? keys)
            ? new JsonWebKeySet(Json.ReadObjects(keys).Where(IsForSigning).ToList())
            : throw new FormatException("The text is not a JSON Web Key Set.");
    }

    /// <summary>
    /// Whether one of these keys made the signature of this token: by RS256, as nothing else is taken, and by the key
    /// it names if it names one (RFC 7515, section 5.2). What the token says, and to whom, is not looked at. False for
    /// what is no JWT.
    /// </summary>
    internal bool Verifies(string jwt)
    {
        string[] parts = jwt.Split('.');
        if (parts.Length != 3 || parts[2].Length == 0)
            return false;
        try
        {
            Dictionary<string, string> header = Json.Read(Encoding.UTF8.GetString(Base64Url.Decode(parts[0])));
            // What a token calls critical has to be understood, and no extension is.
            if (Member(header, Algorithm) != JwtAssertion.Algorithm || header.ContainsKey("crit"))
                return false;
            byte[] signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
            byte[] signature = Base64Url.Decode(parts[2]);
            string? keyId = Member(header, KeyId);
            return _keys.Any(key => (keyId is null || keyId == Member(key, KeyId)) && Verifies(key, signed, signature));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsForSigning(Dictionary<string, string> key) =>
        Member(key, KeyType) == "RSA"
        && Member(key, Use) is null or "sig"
        && Member(key, Algorithm) is null or JwtAssertion.Algorithm;

    private static bool Verifies(Dictionary<string, string> members, byte[] signed, byte[] signature)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportParameters(JsonWebKey.ReadPublic(members));
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception exception)
            when (exception is CryptographicException or KeyNotFoundException or FormatException)
        {
            // A key that can't be read verifies nothing; another one of the set may.
            return false;
        }
    }

    private static string? Member(Dictionary<string, string> members, string name) =>
        members.TryGetValue(name, out string? value) ? value : null;
}
