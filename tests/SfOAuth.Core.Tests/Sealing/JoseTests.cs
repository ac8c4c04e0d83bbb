using System.Collections.Generic;
using System.Linq;
using Jose;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

/// <summary>A JOSE library of somebody else's and this one read each other.</summary>
public class JoseTests
{
    private readonly byte[] _key = Sample.Key();

    [Fact]
    public void Another_library_opens_what_is_sealed_here()
    {
        const string Odd = "\"q\\\u0001\ud83d\ude00";
        byte[] secret = Sample.Bytes("a secret, ü");
        string text = SealedDocument.Seal(_key, Sample.Kind, [.. Sample.Facts, new("名", Odd)], secret);

        Assert.Equal("a secret, ü", JWT.Decode(text, _key, JweAlgorithm.DIR, JweEncryption.A256CBC_HS512));
        IDictionary<string, object> header = JWT.Headers(text);
        Assert.Equal(
            ["dir", "A256CBC-HS512", Sample.Kind, "1", "00D", "ann@acme.example", Odd],
            header.Values.Select(value => value.ToString())
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("a secret, ü")]
    public void What_another_library_sealed_is_opened_here(string secret)
    {
        Dictionary<string, object> header = new()
        {
            ["typ"] = Sample.Kind,
            ["ver"] = 1,
            ["name"] = "acme \"ü\" 名",
        };
        string text = JWT.EncodeBytes(
            Sample.Bytes(secret),
            _key,
            JweAlgorithm.DIR,
            JweEncryption.A256CBC_HS512,
            extraHeaders: header
        );

        var document = SealedDocument.Open(_key, text, Sample.Kind, "it");

        Assert.Equal(secret, Sample.Text(document.Content));
        Assert.Equal("acme \"ü\" 名", document.Facts["name"]);
    }

    [Fact]
    public void What_another_library_packed_is_refused()
    {
        Dictionary<string, object> header = new() { ["typ"] = Sample.Kind, ["ver"] = 1 };
        string text = JWT.EncodeBytes(
            new byte[99],
            _key,
            JweAlgorithm.DIR,
            JweEncryption.A256CBC_HS512,
            JweCompression.DEF,
            header
        );

        Assert.Throws<SfOAuth.Errors.StorageException>(() => SealedDocument.Open(_key, text, Sample.Kind, "it"));
    }
}
