using SfOAuth.Rest;
using Xunit;

namespace SfOAuth.Tests.Rest;

public class ResourcePathsTests
{
    [Theory]
    [InlineData("/limits", "/services/data/v66.0/limits")]
    [InlineData("limits", "/services/data/v66.0/limits")]
    [InlineData("/query?q=SELECT%20Id", "/services/data/v66.0/query?q=SELECT%20Id")]
    [InlineData("/sobjects/Account/describe", "/services/data/v66.0/sobjects/Account/describe")]
    [InlineData("/services/data", "/services/data")]
    [InlineData("services/data/v60.0/limits", "services/data/v60.0/limits")]
    [InlineData("/Services/Data/v60.0", "/Services/Data/v60.0")]
    [InlineData("/servicesx", "/services/data/v66.0/servicesx")]
    [InlineData("/id/00D000000000001/005000000000001", "/id/00D000000000001/005000000000001")]
    [InlineData("/identity", "/services/data/v66.0/identity")]
    [InlineData("/apexrest/orders/1", "/services/apexrest/orders/1")]
    [InlineData("async/66.0/job", "/services/async/66.0/job")]
    [InlineData("https://acme.my.salesforce.com/services/data", "https://acme.my.salesforce.com/services/data")]
    [InlineData("//acme.my.salesforce.com/limits", "//acme.my.salesforce.com/limits")]
    [InlineData("/search?q=https://a.example", "/services/data/v66.0/search?q=https://a.example")]
    public void A_path_begins_at_the_root_or_at_the_version(string typed, string sent) =>
        Assert.Equal(sent, ResourcePaths.Complete(typed, "66.0"));

    [Theory]
    [InlineData("66.0", true)]
    [InlineData("100.0", true)]
    [InlineData("66", false)]
    [InlineData("66.1", false)]
    [InlineData("../1.0", false)]
    [InlineData("66.0/", false)]
    public void A_version_is_a_number_and_nothing_else(string text, bool isOne) =>
        Assert.Equal(isOne, ResourcePaths.IsVersion(text));
}
