using System;
using System.Collections;
using System.Security;
using SfOAuth.Hosts;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using Xunit;

namespace SfOAuth.Tests.Model;

public class TokenTests
{
    private const string AccessToken = "00Dxx!planted.access";

    private static readonly Token _token = TokenFactory.Create(
        new ClientSettings { LoginUrl = LoginUrl.Parse(LoginUrl.Production), ClientId = "3MVG9" },
        TokenResponse.From(
            new()
            {
                ["access_token"] = AccessToken,
                ["refresh_token"] = "5Aep-planted",
                ["instance_url"] = "https://Acme.my.salesforce.com/",
                ["id"] = "https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P",
                ["token_type"] = "bearer",
            },
            "x"
        ),
        "prod",
        "Vault"
    );

    [Fact]
    public void It_converts_to_a_secure_string_and_to_nothing_that_iterates()
    {
        SecureString secure = _token;

        Assert.Equal(AccessToken, SecureText.Reveal(secure));
        Assert.False(typeof(IEnumerable).IsAssignableFrom(typeof(Token)));
    }

    [Fact]
    public void No_property_and_no_text_shows_a_secret()
    {
        foreach (var property in typeof(Token).GetProperties())
            Assert.DoesNotContain(
                "planted",
                Convert.ToString(property.GetValue(_token), System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            );
        Assert.DoesNotContain("planted", _token.ToString(), StringComparison.Ordinal);
        Assert.Contains("acme.my.salesforce.com", _token.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_and_ids_are_put_in_order()
    {
        Assert.Equal("https://acme.my.salesforce.com", _token.InstanceUrl);
        Assert.Equal(("00Dx0000000BV7z", "005x00000012Q9P"), (_token.OrganizationId, _token.UserId));
        Assert.Equal("Bearer " + AccessToken, _token.GetHeaders()["Authorization"]);
    }

    [Theory]
    [InlineData("/services/data", "https://acme.my.salesforce.com/services/data")]
    [InlineData(
        "services/data/v66.0/query?q=SELECT+Id",
        "https://acme.my.salesforce.com/services/data/v66.0/query?q=SELECT+Id"
    )]
    [InlineData("https://ACME.my.salesforce.com/x", "https://acme.my.salesforce.com/x")]
    public void A_path_is_resolved_on_the_tokens_instance(string path, string expected) =>
        Assert.Equal(expected, _token.Resolve(path));

    [Theory]
    [InlineData("https://evil.example/x")]
    [InlineData("//evil.example/x")]
    [InlineData("http://acme.my.salesforce.com/x")]
    [InlineData("https://acme.my.salesforce.com:8443/x")]
    [InlineData("https://acme.my.salesforce.com@evil.example/x")]
    [InlineData("file:///etc/passwd")]
    public void No_path_leads_to_another_host(string path) =>
        Assert.Throws<ArgumentException>(() => _token.Resolve(path));
}
