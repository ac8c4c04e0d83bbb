using System;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SfOAuth.Formats;
using Xunit;
using JsonWebKeySet = SfOAuth.Keys.JsonWebKeySet;

namespace SfOAuth.Tests.Keys;

/// <summary>The tokens are made by another library than the one that looks at them.</summary>
public class JsonWebKeySetTests
{
    private const string Claims = """{"sub":"https://login.salesforce.com/id/00D/005","aud":"3MVG9"}""";

    // Mono's RSA.Create makes 1024 bits whatever it is told.
    private static readonly RSA _key = new RSACryptoServiceProvider(2048);
    private static readonly RSA _other = new RSACryptoServiceProvider(2048);

    [Fact]
    public void A_token_signed_with_the_key_it_names_verifies()
    {
        Assert.True(JsonWebKeySet.Parse(Set(Key(_other, "1"), Key(_key, "2"))).Verifies(Token(_key, "2")));
        Assert.True(
            JsonWebKeySet
                .Parse(Set($$"""{{{Public(_key)}},"kty":"RSA","use":"sig","alg":"RS256","kid":"2","x5c":["MII"]}"""))
                .Verifies(Token(_key, "2"))
        );
    }

    [Fact]
    public void A_token_that_names_no_key_is_tried_with_each()
    {
        string token = Token(_key, keyId: null);

        Assert.True(JsonWebKeySet.Parse(Set(Key(_other, "1"), Key(_key, "2"))).Verifies(token));
        Assert.False(JsonWebKeySet.Parse(Set(Key(_other, "1"))).Verifies(token));
    }

    [Fact]
    public void A_key_of_another_name_does_not_count_although_it_fits() =>
        Assert.False(JsonWebKeySet.Parse(Set(Key(_key, "1"))).Verifies(Token(_key, "2")));

    [Fact]
    public void A_token_that_was_changed_anywhere_does_not_verify()
    {
        JsonWebKeySet keys = JsonWebKeySet.Parse(Set(Key(_key, "2")));
        string token = Token(_key, "2");

        for (int i = 0; i < token.Length - 1; i += 7)
        {
            if (token[i] != '.')
                Assert.False(
                    keys.Verifies(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]),
                    $"changed at {i}"
                );
        }
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"RS512","kid":"2"}""")]
    [InlineData("""{"alg":"HS256","kid":"2"}""")]
    [InlineData("""{"alg":"rs256","kid":"2"}""")]
    [InlineData("""{"kid":"2"}""")]
    [InlineData("""{"alg":"RS256","kid":"2","crit":["b64"],"b64":false}""")]
    public void Nothing_but_RS256_without_extensions_is_taken(string header)
    {
        string signed = Part(header) + "." + Part(Claims);
        string token =
            signed
            + "."
            + Base64Url.Encode(
                _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            );

        Assert.False(JsonWebKeySet.Parse(Set(Key(_key, "2"))).Verifies(token));
    }

    [Fact]
    public void The_public_key_is_not_taken_for_a_shared_secret()
    {
        string signed = Part("""{"alg":"HS256","typ":"JWT"}""") + "." + Part(Claims);
        using var hmac = new HMACSHA256(_key.ExportParameters(false).Modulus!);
        byte[] mac = hmac.ComputeHash(Encoding.ASCII.GetBytes(signed));

        Assert.False(JsonWebKeySet.Parse(Set(Key(_key, "2"))).Verifies(signed + "." + Base64Url.Encode(mac)));
    }

    [Theory]
    [InlineData("\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"")]
    [InlineData("\"kty\":\"RSA\",\"use\":\"enc\"")]
    [InlineData("\"kty\":\"RSA\",\"alg\":\"RS512\"")]
    [InlineData("\"kty\":\"RSA\"")]
    [InlineData("\"kty\":\"RSA\",\"n\":\"?\",\"e\":\"AQAB\"")]
    [InlineData("\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"")]
    public void A_key_of_another_kind_or_broken_is_passed_over(string members)
    {
        Assert.True(
            JsonWebKeySet
                .Parse(Set("null", "7", "[{}]", $$"""{"kid":"2",{{members}}}""", Key(_key, "2")))
                .Verifies(Token(_key, "2"))
        );
        Assert.False(JsonWebKeySet.Parse(Set($$"""{"kid":"2",{{members}}}""")).Verifies(Token(_key, "2")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":"[{"}""")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":[{"kty":"RSA"}""")]
    public void What_is_no_key_set_is_refused(string json) =>
        Assert.Throws<FormatException>(() => JsonWebKeySet.Parse(json));

    [Fact]
    public void An_empty_set_verifies_nothing() =>
        Assert.False(JsonWebKeySet.Parse("""{"keys":[]}""").Verifies(Token(_key, "2")));

    [Fact]
    public void A_text_of_any_kind_is_not_verified_and_nothing_else()
    {
        JsonWebKeySet keys = JsonWebKeySet.Parse(Set(Key(_key, "2")));
        string header = Part("""{"alg":"RS256"}""");

        Prop.ForAll<string>(text =>
                !keys.Verifies(text ?? "")
                && !keys.Verifies($"{header}.{text}.{text}")
                && !keys.Verifies($"{text}.{text}.{text}")
            )
            .QuickCheckThrowOnFailure();
    }

    private static string Token(RSA key, string? keyId) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            Claims,
            new SigningCredentials(new RsaSecurityKey(key) { KeyId = keyId }, SecurityAlgorithms.RsaSha256)
        );

    private static string Key(RSA key, string keyId) => $$"""{"kty":"RSA","kid":"{{keyId}}",{{Public(key)}}}""";

    private static string Public(RSA key)
    {
        RSAParameters parameters = key.ExportParameters(false);
        return $"\"n\":\"{Base64Url.Encode(parameters.Modulus!)}\",\"e\":\"{Base64Url.Encode(parameters.Exponent!)}\"";
    }

    private static string Set(params string[] keys) => $$"""{"keys":[{{string.Join(",", keys)}}]}""";

    private static string Part(string json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json));
}
