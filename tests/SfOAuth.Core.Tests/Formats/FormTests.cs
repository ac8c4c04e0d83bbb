using System.Collections.Generic;
using FsCheck;
using SfOAuth.Formats;
using Xunit;

namespace SfOAuth.Tests.Formats;

public class FormTests
{
    [Fact]
    public void Reserved_characters_are_escaped_once() =>
        Assert.Equal(
            "code=aPrx%3D%3D&redirect_uri=https%3A%2F%2Fa%2Fb%3Fc%2Bd%26e%25",
            Form.Write([new("code", "aPrx=="), new("redirect_uri", "https://a/b?c+d&e%")])
        );

    [Fact]
    public void Plus_is_a_blank_and_the_first_of_two_values_counts()
    {
        Dictionary<string, string> fields = Form.Read("a=x+y%20z&b&a=second&&c=1=2");

        Assert.Equal("x y z", fields["a"]);
        Assert.Equal("", fields["b"]);
        Assert.Equal("1=2", fields["c"]);
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll<NonNull<string>>(value => Form.Read(Form.Write([new("n", value.Get)]))["n"] == value.Get)
            .QuickCheckThrowOnFailure();
}
