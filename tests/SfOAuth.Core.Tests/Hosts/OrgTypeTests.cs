using SfOAuth.Hosts;
using Xunit;

namespace SfOAuth.Tests.Hosts;

public class OrgTypeTests
{
    [Theory]
    [InlineData("https://login.salesforce.com", "https://acme.my.salesforce.com", "Production")]
    [InlineData("https://acme.my.salesforce.com", null, "Production")]
    [InlineData("https://login.salesforce.com", null, "Production")]
    [InlineData("https://test.salesforce.com", null, "Sandbox")]
    [InlineData("https://test.salesforce.com", "https://cs42.my.salesforce.com", "Sandbox")]
    [InlineData("https://Acme--UAT.sandbox.my.salesforce.com", null, "Sandbox")]
    [InlineData("https://test.salesforce.com", "https://able-fox-7.scratch.my.salesforce.com", "Scratch")]
    [InlineData("https://login.salesforce.com", "https://acme-dev-ed.develop.my.salesforce.com", "Developer")]
    [InlineData("https://login.salesforce.com", "https://acme.trailblaze.my.salesforce.com", "Developer")]
    [InlineData("https://acme--uat.sandbox.my.site.com/partners", null, "Sandbox")]
    [InlineData("https://acme.my.salesforce.mil", null, "Production")]
    [InlineData("https://login.acme.example/customers", null, null)]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5081", null)]
    [InlineData("not a URL", null, null)]
    [InlineData(null, null, null)]
    public void Hosts_tell_it(string? loginUrl, string? instanceUrl, string? type) =>
        Assert.Equal(type, OrgType.Of(loginUrl, instanceUrl));
}
