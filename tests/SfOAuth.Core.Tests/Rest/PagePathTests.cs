using SfOAuth.Errors;
using SfOAuth.Rest;
using Xunit;

namespace SfOAuth.Tests.Rest;

public class PagePathTests
{
    [Theory]
    [InlineData("/lightning/setup/SetupOneHome/home", "/lightning/setup/SetupOneHome/home")]
    [InlineData("lightning/o/Account/list", "/lightning/o/Account/list")]
    [InlineData("/", "/")]
    [InlineData("/apex/Page?url=https://a.example", "/apex/Page?url=https://a.example")]
    public void A_path_begins_at_the_root(string typed, string path) => Assert.Equal(path, PagePath.Require(typed));

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/a\r\nSet-Cookie: x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    public void What_a_browser_takes_for_another_host_is_refused(string typed)
    {
        var refused = Assert.Throws<SfOAuthException>(() => PagePath.Require(typed));
        Assert.Equal(Problem.HostForeign, refused.Problem);
        Assert.DoesNotContain("evil", refused.Message);
    }
}
