using System;
using System.Linq;
using FsCheck;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using Xunit;

namespace SfOAuth.Tests.Hosts;

public class LoginUrlTests
{
    [Theory]
    [InlineData("production", "https://login.salesforce.com")]
    [InlineData("Sandbox", "https://test.salesforce.com")]
    [InlineData("acme", "https://acme.my.salesforce.com")]
    [InlineData("acme--uat", "https://acme--uat.sandbox.my.salesforce.com")]
    [InlineData("acme-dev-ed.develop", "https://acme-dev-ed.develop.my.salesforce.com")]
    [InlineData("login.salesforce.com", "https://login.salesforce.com")]
    [InlineData("eu6.my.salesforce.com", "https://eu6.my.salesforce.com")]
    [InlineData("https://Acme.My.Salesforce.com/", "https://acme.my.salesforce.com")]
    [InlineData(" 'https://acme.my.salesforce.com' ", "https://acme.my.salesforce.com")]
    [InlineData("https://acme.my.salesforce.com/home/home.jsp?x=1#y", "https://acme.my.salesforce.com")]
    [InlineData(
        "https://acme--uat.sandbox.my.salesforce.com/services/oauth2/authorize",
        "https://acme--uat.sandbox.my.salesforce.com"
    )]
    [InlineData("https://acme.my.site.com/partners", "https://acme.my.site.com/partners")]
    [InlineData("https://acme.my.site.com/partners/", "https://acme.my.site.com/partners")]
    [InlineData("https://acme.my.site.com/partners../login?x=1", "https://acme.my.site.com/partners")]
    [InlineData("https://acme.my.site.com/partners'?x=1", "https://acme.my.site.com/partners")]
    [InlineData("https://acme.my.site.com/partners/login/login", "https://acme.my.site.com/partners")]
    [InlineData("https://acme.my.site.com/partners/s/login/?ec=302", "https://acme.my.site.com/partners")]
    [InlineData("https://acme.my.site.com/partners/services/oauth2/token", "https://acme.my.site.com/partners")]
    [InlineData("https://acme.my.site.com/s/", "https://acme.my.site.com")]
    [InlineData("login.acme.example/customers", "https://login.acme.example/customers")]
    [InlineData("acme.my.sfcrmproducts.cn", "https://acme.my.sfcrmproducts.cn")]
    [InlineData("acme.my.salesforce.mil", "https://acme.my.salesforce.mil")]
    [InlineData("https://acme.my-salesforce.com", "https://acme.my-salesforce.com")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080/partners/", "http://localhost:5080/partners")]
    [InlineData("https://localhost:5443", "https://localhost:5443")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080")]
    public void What_names_a_login_host_is_taken(string text, string expected)
    {
        LoginUrl loginUrl = LoginUrl.Parse(text);

        Assert.Equal(expected, loginUrl.Value);
        Assert.Null(loginUrl.Correction);
    }

    [Theory]
    [InlineData("https://acme.lightning.force.com/lightning/page/home", "https://acme.my.salesforce.com")]
    [InlineData("acme--uat.sandbox.lightning.force.com", "https://acme--uat.sandbox.my.salesforce.com")]
    [InlineData("acme-dev-ed.develop.lightning.force.com", "https://acme-dev-ed.develop.my.salesforce.com")]
    [InlineData(
        "https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home",
        "https://acme.my.salesforce.com"
    )]
    [InlineData("acme--uat.sandbox.my.salesforce-setup.com", "https://acme--uat.sandbox.my.salesforce.com")]
    [InlineData("acme.lightning.crmforce.mil", "https://acme.my.salesforce.mil")]
    [InlineData("acme.lightning.sfcrmapps.cn", "https://acme.my.sfcrmproducts.cn")]
    [InlineData("acme--c.vf.force.com", "https://acme.my.salesforce.com")]
    [InlineData("acme--uat--c.sandbox.vf.force.com", "https://acme--uat.sandbox.my.salesforce.com")]
    [InlineData("acme--uat.my.salesforce.com", "https://acme--uat.sandbox.my.salesforce.com")]
    [InlineData("acme--uat.cs12.my.salesforce.com", "https://acme--uat.sandbox.my.salesforce.com")]
    public void A_host_people_get_wrong_is_put_right_and_said(string text, string expected)
    {
        LoginUrl loginUrl = LoginUrl.Parse(text);

        Assert.Equal(expected, loginUrl.Value);
        Assert.Contains(new Uri(expected).Host, loginUrl.Correction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme_uat")]
    [InlineData("acm\u00E9")]
    [InlineData("acme/site")]
    public void A_word_that_is_no_My_Domain_name_is_not_looked_up_as_a_host(string text)
    {
        var exception = Assert.Throws<SfOAuthException>(() => LoginUrl.Parse(text));

        Assert.Equal(Problem.LoginUrlInvalid, exception.Problem);
        Assert.Contains("My Domain", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("na45.salesforce.com", "MyDomainName.my.salesforce.com")]
    [InlineData("https://cs12.salesforce.com", "MyDomainName.my.salesforce.com")]
    [InlineData("www.salesforce.com", "login.salesforce.com")]
    [InlineData("salesforce.com", "login.salesforce.com")]
    [InlineData("api.salesforce.com", "login.salesforce.com")]
    [InlineData("acme.salesforce.com", "acme.my.salesforce.com")]
    [InlineData("http://acme.my.salesforce.com", "https://acme.my.salesforce.com")]
    [InlineData("ftp://acme.my.salesforce.com", "https://acme.my.salesforce.com")]
    [InlineData("http://127.0.0.1.evil.example", "https://127.0.0.1.evil.example")]
    public void A_host_that_cannot_be_right_is_refused_and_the_right_one_named(string text, string named)
    {
        var exception = Assert.Throws<SfOAuthException>(() => LoginUrl.Parse(text));

        Assert.Equal(Problem.LoginUrlInvalid, exception.Problem);
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("not a host")]
    [InlineData("https://")]
    [InlineData("https://user:secret@acme.my.salesforce.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    public void What_is_no_host_is_refused_without_repeating_it(string text)
    {
        var exception = Assert.Throws<SfOAuthException>(() => LoginUrl.Parse(text));

        Assert.Equal(Problem.LoginUrlInvalid, exception.Problem);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u201Cacme\u201D")]
    [InlineData("\u00A0acme\u200B")]
    [InlineData("'acme'\r\n")]
    [InlineData("acme.my.salesforce.com\u200D.")]
    [InlineData("\u201Ehttps://acme.my.salesforce.com\u201C")]
    public void What_pasting_adds_is_no_part_of_a_host(string text) =>
        Assert.Equal("https://acme.my.salesforce.com", LoginUrl.Parse(text).Value);

    [Theory]
    [InlineData("$(SfHost)")]
    [InlineData("https://$(SfDomain).my.salesforce.com")]
    [InlineData("${SF_DOMAIN}.my.salesforce.com")]
    [InlineData("https://%SF_HOST%/services/oauth2/token")]
    [InlineData("$env:SF_HOST")]
    [InlineData("https://${{ vars.SF_HOST }}")]
    public void A_variable_that_nobody_replaced_is_said_to_be_one(string text) =>
        Assert.Equal(Problem.VariableUnexpanded, Assert.Throws<SfOAuthException>(() => LoginUrl.Parse(text)).Problem);

    [Theory]
    [InlineData("htps://acme.my.salesforce.com")]
    [InlineData("htp://acme.my.salesforce.com")]
    [InlineData("https:/acme.my.salesforce.com")]
    [InlineData("https//acme.my.salesforce.com")]
    [InlineData("https;//acme.my.salesforce.com")]
    [InlineData("ttps://acme.my.salesforce.com")]
    public void A_scheme_that_is_misspelt_is_named_and_not_taken_for_plain_http(string text)
    {
        var exception = Assert.Throws<SfOAuthException>(() => LoginUrl.Parse(text));

        Assert.Equal(Problem.LoginUrlInvalid, exception.Problem);
        Assert.Contains("'https://'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in the clear", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_any_kind_is_taken_or_refused_and_nothing_else() =>
        Prop.ForAll<string>(text =>
            {
                try
                {
                    string value = LoginUrl.Parse(text ?? "").Value;
                    return value.StartsWith("https://", StringComparison.Ordinal)
                        && LoginUrl.Parse(value).Value == value;
                }
                catch (SfOAuthException)
                {
                    return true;
                }
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Who_names_no_host_gets_that_of_production() =>
        Assert.Equal(LoginUrl.Production, LoginUrl.Parse("production").Value);

    [Fact]
    public void The_same_text_stands_for_the_same_again()
    {
        string[] texts = ["https://acme.my.salesforce.com", "https://acme.my.site.com/partners"];
        foreach (string text in texts.Concat(texts).Concat(texts.Reverse()))
            Assert.Equal(text, LoginUrl.Parse(text).Value);
    }

    [Theory]
    [InlineData("https://acme.lightning.force.com")]
    [InlineData("https://acme.my.salesforce-setup.com/lightning/setup")]
    public void A_correction_is_told_each_time(string text)
    {
        Assert.NotNull(LoginUrl.Parse(text).Correction);
        Assert.NotNull(LoginUrl.Parse(text).Correction);
        Assert.Null(LoginUrl.Parse(LoginUrl.Parse(text).Value).Correction);
    }
}
