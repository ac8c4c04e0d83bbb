using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>A compact RS256 JWT: written with the org's key, read with the key of an app.</summary>
internal sealed class JsonWebToken
{
    private readonly string _signed;
    private readonly byte[] _signature;

    private JsonWebToken(JsonElement header, JsonElement claims, string signed, byte[] signature)
    {
        Header = header;
        Claims = claims;
        _signed = signed;
        _signature = signature;
    }

    public JsonElement Header { get; }

    public JsonElement Claims { get; }

    public static string Write(
        IReadOnlyDictionary<string, object> header,
        IReadOnlyDictionary<string, object?> claims,
        bool foreignKey = false
    )
    {
        string signed = Part(header) + "." + Part(claims);
        return signed + "." + Base64Url.Encode(SigningKey.Sign(signed, foreignKey));
    }

    /// <returns>Null when the text is no JWT.</returns>
    public static JsonWebToken? Read(string text)
    {
        string[] parts = text.Split('.');
        if (parts.Length != 3)
            return null;

        try
        {
            JsonElement header = JsonDocument.Parse(Base64Url.Decode(parts[0])).RootElement;
            JsonElement claims = JsonDocument.Parse(Base64Url.Decode(parts[1])).RootElement;
            bool areObjects = header.ValueKind == JsonValueKind.Object && claims.ValueKind == JsonValueKind.Object;
            return areObjects
                ? new JsonWebToken(header, claims, parts[0] + "." + parts[1], Base64Url.Decode(parts[2]))
                : null;
        }
        catch (Exception ex) when (ex is FormatException or JsonException)
        {
            return null;
        }
    }

    public string? Text(string claim) =>
        Claims.TryGetProperty(claim, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <returns>Null when the claim is missing or no whole number of seconds; a number too large for a date is the last
    /// one.</returns>
    public DateTimeOffset? Time(string claim)
    {
        if (
            !Claims.TryGetProperty(claim, out JsonElement value)
            || value.ValueKind != JsonValueKind.Number
            || !value.TryGetInt64(out long seconds)
        )
            return null;
        return seconds >= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.MaxValue
            : DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    public bool IsSignedBy(RSA key) =>
        Header.TryGetProperty("alg", out JsonElement algorithm)
        && algorithm.ValueKind == JsonValueKind.String
        && algorithm.ValueEquals("RS256")
        && key.VerifyData(
            Encoding.ASCII.GetBytes(_signed),
            _signature,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );

    private static string Part(object value) =>
        Base64Url.Encode(JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options));
}
