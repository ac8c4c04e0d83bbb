using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Protocol;

/// <summary>What identity answers, id tokens and introspection say, field by field.</summary>
public class AnswerReadersTests
{
    private const string Url = "https://login.salesforce.com/id/00Dx0000000BV7zEAG/005x00000012Q9PAAU";

    [Theory]
    [InlineData("one", new[] { "one" })]
    [InlineData("[\"one\",\"two\"]", new[] { "one", "two" })]
    [InlineData("[\"one\"", new string[0])]
    [InlineData("", new string[0])]
    [InlineData(null, new string[0])]
    public void An_audience_is_one_app_or_several(string? audience, string[] expected) =>
        Assert.Equal(expected, new IdTokenClaims(Fields(("aud", audience))).Audience);

    [Fact]
    public void An_empty_claim_is_none()
    {
        var claims = new IdTokenClaims(Fields(("iss", ""), ("sub", "s"), ("nonce", "")));

        Assert.Equal((null, "s", null), (claims.Issuer, claims.Subject, claims.Nonce));
    }

    [Fact]
    public void An_identity_is_told_by_its_fields_or_else_by_its_url()
    {
        Identity byUrl = Identity(("id", Url));
        Identity byField = Identity(("id", Url), ("user_id", "u"), ("organization_id", "o"));

        Assert.Equal(("005x00000012Q9PAAU", "00Dx0000000BV7zEAG"), (byUrl.UserId, byUrl.OrganizationId));
        Assert.Equal(("u", "o"), (byField.UserId, byField.OrganizationId));
    }

    [Fact]
    public void What_an_identity_is_known_by_stands_in_no_other_field()
    {
        Identity identity = Identity(
            ("sub", Url),
            ("name", "A"),
            ("family_name", "B"),
            ("urls", "{\"rest\":\"r\"}"),
            ("x", "1")
        );

        Assert.Equal((Url, "A", "B"), (identity.Id, identity.DisplayName, identity.LastName));
        Assert.Equal("r", identity.Urls["rest"]);
        Assert.Empty(identity.Photos);
        Assert.Equal("x", identity.AdditionalFields.Single().Key);
    }

    [Fact]
    public void A_list_of_urls_that_is_none_is_empty() => Assert.Empty(Identity(("urls", "[]")).Urls);

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("1", false)]
    [InlineData(null, false)]
    public void A_token_is_active_where_the_org_says_so(string? active, bool expected) =>
        Assert.Equal(expected, TokenInfoReader.Read(Fields(("active", active))).Active);

    [Fact]
    public void What_introspection_tells_is_kept()
    {
        TokenInfo info = TokenInfoReader.Read(Fields(("scope", "api  id"), ("sub", Url), ("iss", "https://x")));

        Assert.Equal(["api", "id"], info.Scope);
        Assert.Equal(Url, info.Id);
        Assert.Equal("iss", info.AdditionalFields.Single().Key);
        Assert.Empty(TokenInfoReader.Read(Fields()).Scope);
    }

    [Theory]
    [InlineData("session", "x", true)]
    [InlineData("SESSION", "x", true)]
    [InlineData("sfdc_sid_x", "x", true)]
    [InlineData("code_verifier", "x", true)]
    [InlineData("cookie-oinfo", "x", true)]
    [InlineData("token_type", "Bearer", false)]
    [InlineData("TOKEN_FORMAT", "opaque", false)]
    [InlineData("custom", "", false)]
    [InlineData("custom", "{\"a\":\"1\",\"session\":\"x\"}", true)]
    [InlineData("custom", "{\"a\":\"1\"}", false)]
    [InlineData("custom", "[\"a\",{\"sid\":\"x\"}]", true)]
    [InlineData("custom", "[\"a\",\"b\"]", false)]
    [InlineData("custom", "{not JSON", false)]
    public void A_field_is_a_secret_by_its_name_or_by_what_it_holds(string name, string value, bool expected) =>
        Assert.Equal(expected, SecretField.IsLikely(name, value));

    [Theory]
    [InlineData("https://acme.my.salesforce.com/", "force://id:secret:token@acme.my.salesforce.com")]
    [InlineData("http://127.0.0.1:8080/x", "force://id:secret:token@http://127.0.0.1:8080")]
    public void A_login_is_written_as_the_CLI_reads_it(string instanceUrl, string expected) =>
        Assert.Equal(expected, SfdxAuthUrl.Write("id", "secret", "token", instanceUrl));

    [Fact]
    public void What_would_break_an_auth_url_is_escaped_in_it()
    {
        string written = SfdxAuthUrl.Write("a:b", null, "@c%", "https://acme.my.salesforce.com");
        SfdxAuthUrl read = SfdxAuthUrl.Parse(written);

        Assert.Equal("force://a%3Ab::%40c%25@acme.my.salesforce.com", written);
        Assert.Equal(("a:b", null, "@c%"), (read.ClientId, read.ClientSecret, read.RefreshToken));
    }

    private static Identity Identity(params (string Name, string? Value)[] fields) =>
        IdentityReader.Read(Fields(fields), IdentitySource.IdentityUrl);

    private static Dictionary<string, string> Fields(params (string Name, string? Value)[] fields) =>
        fields
            .Where(field => field.Value is not null)
            .ToDictionary(field => field.Name, field => field.Value!, StringComparer.Ordinal);
}
