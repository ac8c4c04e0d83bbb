using System;
using System.Collections.Generic;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Keys;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>The document that is the secret, and the names it may have.</summary>
public class ConnectionSerializerTests
{
    [Fact]
    public void A_record_survives_its_document_whole()
    {
        ConnectionRecord record = ConnectionRecord.First(
            new ClientSettings
            {
                LoginUrl = LoginUrl.Parse("https://acme.my.site.com/partners"),
                ClientId = "3MVG9",
                ClientSecret = "secret \"quoted\" / é",
                Authentication = ClientAuthentication.Basic,
                ResponseFormat = ResponseFormat.Xml,
            },
            AuthorizationGrant.Code,
            TokenResponse.From(
                new()
                {
                    ["access_token"] = "a",
                    ["refresh_token"] = "r==",
                    ["some new/field"] = "{}",
                },
                "x"
            ),
            new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero),
            replaced: null
        );

        ConnectionRecord read = ConnectionSerializer.Read("prod", ConnectionSerializer.Write(record));

        Assert.Equal("https://acme.my.site.com/partners", read.Client.LoginUrl.Value);
        Assert.Equal("secret \"quoted\" / é", read.Client.ClientSecret);
        Assert.Equal(
            (ClientAuthentication.Basic, ResponseFormat.Xml),
            (read.Client.Authentication, read.Client.ResponseFormat)
        );
        Assert.Equal(("authorization_code", 1, record.ObtainedAt), (read.Grant.Type, read.Generation, read.ObtainedAt));
        Assert.Equal(record.Response.Fields, read.Response.Fields);
    }

    [Fact]
    public void The_document_has_these_names_for_what_it_holds()
    {
        ConnectionRecord record = SampleRecord.Of(Everything, ("scope", "api")).With(WithKey);

        Dictionary<string, string> fields = Json.Read(ConnectionSerializer.Write(record));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["version"] = "1",
                ["generation"] = "1",
                ["grant"] = "some_grant",
                ["login_url"] = "https://acme.my.salesforce.com",
                ["client_id"] = "3MVG9",
                ["client_authentication"] = "PrivateKeyJwt",
                ["response_format"] = "UrlEncoded",
                ["obtained_at"] = "2026-11-21T08:00:00.0000000+00:00",
                ["client_secret"] = "consumer-secret",
                ["username"] = "ann@acme.example",
                ["audience"] = "https://login.salesforce.com",
                ["password"] = "pass-word",
                ["key.vault"] = "MyVault",
                ["key.secret"] = "jwt",
                ["key.password"] = "key-password",
                ["answer.access_token"] = "access",
                ["answer.refresh_token"] = "refresh",
                ["answer.scope"] = "api",
            },
            fields
        );
        Assert.Equal(
            ["answer.access_token", "answer.instance_url", "client_authentication"],
            ConnectionSerializer.Marks
        );
    }

    [Fact]
    public void What_a_login_rests_on_survives_its_document_whole()
    {
        ConnectionRecord record = SampleRecord.Of(Everything).With(WithKey);

        ConnectionRecord read = ConnectionSerializer.Read("prod", ConnectionSerializer.Write(record));

        Assert.Equal(Everything, read.Grant);
        Assert.Equal(record.Client.Key!.ToFields(), read.Client.Key!.ToFields());
        Assert.Equal(record.Secrets, read.Secrets);
        Assert.True(read.IsSameLoginAs(record));
    }

    [Fact]
    public void What_a_login_has_not_is_not_in_its_document()
    {
        ConnectionRecord record = SampleRecord.Of().With(client => client with { ClientSecret = null });

        ConnectionRecord read = ConnectionSerializer.Read("prod", ConnectionSerializer.Write(record));

        Assert.Equal(AuthorizationGrant.Code, read.Grant);
        Assert.Null(read.Client.Key);
        Assert.Null(read.Client.ClientSecret);
    }

    [Theory]
    [InlineData("no JSON", "'prod' is not a connection")]
    [InlineData("""{"version":"2"}""", "'prod' was saved by a newer version of SfOAuth (document version 2)")]
    public void What_cannot_be_read_is_named(string document, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<StorageException>(() => ConnectionSerializer.Read("prod", document)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("")]
    [InlineData("planted")]
    [InlineData("{}")]
    [InlineData("""{"version":"1"}""")]
    [InlineData("""{"version":"one"}""")]
    [InlineData(
        """{"version":"1","generation":"1","grant":"g","login_url":"http://planted","client_id":"c","client_authentication":"Body","response_format":"Json","obtained_at":"2026-11-21T08:00:00.0000000+00:00","answer.access_token":"a"}"""
    )]
    [InlineData(
        """{"version":"1","generation":"1","grant":"g","login_url":"https://a.example","client_id":"c","client_authentication":"Body","response_format":"Json","obtained_at":"2026-11-21T08:00:00.0000000+00:00"}"""
    )]
    public void What_is_no_record_is_refused_without_being_quoted(string document)
    {
        var exception = Assert.Throws<StorageException>(() => ConnectionSerializer.Read("prod", document!));

        Assert.Equal(Problem.ConnectionUnreadable, exception.Problem);
        Assert.DoesNotContain("planted", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prod", true)]
    [InlineData("Prod-1", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a*", false)]
    [InlineData("prod\n", false)]
    [InlineData("ünï", false)]
    public void Names_have_the_characters_every_vault_takes(string name, bool valid)
    {
        if (valid)
            Assert.Equal("SfOAuth-" + name, ConnectionName.ToSecretName(name));
        else
            Assert.Equal(
                Problem.ParameterInvalid,
                Assert.Throws<SfOAuthException>(() => ConnectionName.ToSecretName(name)).Problem
            );
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void Names_are_shorter_than_a_secret_given_in_their_place(int length, bool valid) =>
        Assert.Equal(valid, ConnectionName.IsValid(new string('a', length)));

    [Fact]
    public void What_is_no_name_is_told_the_rule_and_not_repeated()
    {
        var exception = Assert.Throws<SfOAuthException>(() => ConnectionName.Require("pass word"));

        Assert.Contains("letters A to Z, digits and hyphens, 50", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass word", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_another_in_another_store_and_the_same_in_any_case()
    {
        Assert.Equal(ConnectionName.KeyOf("store", "prod"), ConnectionName.KeyOf("store", "PROD"));
        Assert.NotEqual(ConnectionName.KeyOf("store", "prod"), ConnectionName.KeyOf("other", "prod"));
        Assert.NotEqual(ConnectionName.KeyOf("store", "prod"), ConnectionName.KeyOf("store", "other"));
        Assert.Equal("prod", ConnectionName.FromSecretName(ConnectionName.ToSecretName("prod")));
    }

    private static AuthorizationGrant Everything { get; } =
        new()
        {
            Type = "some_grant",
            Username = "ann@acme.example",
            Audience = "https://login.salesforce.com",
            Password = "pass-word",
        };

    private static ClientSettings WithKey(ClientSettings client) =>
        client with
        {
            Key = SigningKey.InVault("MyVault", "jwt", "key-password"),
            Authentication = ClientAuthentication.PrivateKeyJwt,
            ResponseFormat = ResponseFormat.UrlEncoded,
        };
}
