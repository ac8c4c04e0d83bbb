using SfOAuth.Connections;
using Xunit;

namespace SfOAuth.Tests.Connections;

public class ConnectionNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Prod-EU-2")]
    [InlineData("-")]
    [InlineData("01234567890123456789012345678901234567890123456789")]
    public void Letters_digits_and_hyphens_make_a_name(string name) => Assert.True(ConnectionName.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData("012345678901234567890123456789012345678901234567890")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a/b")]
    [InlineData("a_b")]
    [InlineData("\u00E4")]
    [InlineData("\u0661")]
    [InlineData("\uFF21")]
    public void All_else_does_not(string name) => Assert.False(ConnectionName.IsValid(name));
}
