using System;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

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
}
