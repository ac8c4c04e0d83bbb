using Xunit;

namespace SfOAuth.Tests.Model;

public class IdentityUrlTests
{
    private const string Org = "00D000000000001AAA";
    private const string User = "005000000000001AAA";

    [Theory]
    [InlineData($"https://login.salesforce.com/id/{Org}/{User}")]
    [InlineData($"https://login.salesforce.com/id/{Org}/{User}/")]
    [InlineData($"/id/{Org}/{User}")]
    [InlineData($"https://acme.my.site.com/partners/id/{Org}/{User}")]
    public void The_two_ids_at_its_end_are_told(string url) =>
        Assert.Equal((Org, User), (IdentityUrl.OrganizationOf(url), IdentityUrl.UserOf(url)));

    [Fact]
    public void Ids_of_fifteen_characters_are_ids_too() =>
        Assert.Equal(
            (Org.Substring(0, 15), User.Substring(0, 15)),
            (
                IdentityUrl.OrganizationOf($"/id/{Org.Substring(0, 15)}/{User.Substring(0, 15)}"),
                IdentityUrl.UserOf($"/id/{Org.Substring(0, 15)}/{User.Substring(0, 15)}")
            )
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData($"id/{Org}/{User}")]
    [InlineData($"https://login.salesforce.com/{Org}/{User}")]
    [InlineData($"https://login.salesforce.com/xid/{Org}/{User}")]
    [InlineData($"https://login.salesforce.com/ID/{Org}/{User}")]
    [InlineData($"https://login.salesforce.com/id/{Org}/{User}//")]
    [InlineData($"https://login.salesforce.com/id/{Org}//{User}")]
    [InlineData($"https://login.salesforce.com/id/{Org}/{User}/more")]
    [InlineData($"https://login.salesforce.com/id/{Org}/{User}?x=1")]
    [InlineData($"https://login.salesforce.com/id/{Org}/{User}\n")]
    [InlineData($"https://login.salesforce.com/id/{Org}/0050000000000")]
    [InlineData($"https://login.salesforce.com/id/{Org}0/{User}")]
    [InlineData($"https://login.salesforce.com/id/{Org}/00500000000000\u0661AAA")]
    [InlineData($"https://login.salesforce.com/id/{Org}/00500000000000-AAA")]
    public void What_is_none_tells_nothing(string? url) =>
        Assert.Equal((null, null), (IdentityUrl.OrganizationOf(url), IdentityUrl.UserOf(url)));
}
