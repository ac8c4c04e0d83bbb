using System;
using System.Collections.Generic;
using SfOAuth.Formats;
using Xunit;

namespace SfOAuth.Tests.Formats;

public class XmlTests
{
    [Fact]
    public void The_children_of_the_one_element_are_the_fields()
    {
        Dictionary<string, string> fields = Xml.Read(
            """<?xml version="1.0" encoding="UTF-8"?><OAuth><!-- c --><id>a&amp;b&#x41;</id> <empty/><inner><z>1</z></inner><last>t</last></OAuth>""");

        Assert.Equal("a&bA", fields["id"]);
        Assert.Equal("", fields["empty"]);
        Assert.Equal("<z>1</z>", fields["inner"]);
        Assert.Equal("t", fields["last"]);
    }

    [Theory]
    [InlineData("<a")]
    [InlineData("<OAuth><id>x</id>")]
    [InlineData("<OAuth></OAuth>junk")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a><b>&e;</b></a>")]
    [InlineData("plain")]
    public void What_is_not_whole_or_could_reach_out_is_refused(string xml)
        => Assert.Throws<FormatException>(() => Xml.Read(xml));
}
