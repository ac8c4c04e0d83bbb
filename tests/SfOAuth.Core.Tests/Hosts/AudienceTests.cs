using SfOAuth.Hosts;
using Xunit;

namespace SfOAuth.Tests.Hosts;

public class AudienceTests
{
    private const string Login = "https://login.salesforce.com";
    private const string Test = "https://test.salesforce.com";

    [Theory]
    [InlineData("production", Login)]
    [InlineData("login.salesforce.com", Login)]
    [InlineData("https://login.salesforce.com:443/services/oauth2/token", Login)]
    [InlineData("acme", Login)]
    [InlineData("https://Acme.my.salesforce.com/", Login)]
    [InlineData("acme.lightning.force.com", Login)]
    [InlineData("acme-dev-ed.develop.my.salesforce.com", Login)]
    [InlineData("acme.demo.my.salesforce.com", Login)]
    [InlineData("acme.free.my.salesforce.com", Login)]
    [InlineData("acme.trailblaze.my.salesforce.com", Login)]
    [InlineData("acme.patch.my.salesforce.com", Login)]
    [InlineData("sandbox", Test)]
    [InlineData("test.salesforce.com", Test)]
    [InlineData("acme--uat", Test)]
    [InlineData("acme--uat.sandbox.my.salesforce.com", Test)]
    [InlineData("acme--uat.my.salesforce.com", Test)]
    [InlineData("acme--uat.sandbox.lightning.force.com", Test)]
    [InlineData("innovation-flow-7.scratch.my.salesforce.com", Test)]
    [InlineData("https://acme.my.site.com/partners/s/login", "https://acme.my.site.com/partners")]
    [InlineData("https://acme--uat.sandbox.my.site.com/partners", "https://acme--uat.sandbox.my.site.com/partners")]
    [InlineData("login.acme.example/customers/", "https://login.acme.example/customers")]
    [InlineData("acme.my.salesforce.mil", "https://acme.my.salesforce.mil")]
    [InlineData("acme.my.sfcrmproducts.cn", "https://acme.my.sfcrmproducts.cn")]
    [InlineData("acme.my-salesforce.com", "https://acme.my-salesforce.com")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080/partners", "http://localhost:5080/partners")]
    public void Each_kind_of_host_has_its_own(string loginUrl, string audience) =>
        Assert.Equal(audience, Audience.Of(LoginUrl.Parse(loginUrl)));
}
