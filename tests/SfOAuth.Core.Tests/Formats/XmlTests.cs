using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Formats;
using Xunit;

namespace SfOAuth.Tests.Formats;

public class XmlTests
{
    [Fact]
    public void The_children_of_the_one_element_are_the_fields()
    {
        Dictionary<string, string> fields = Xml.Read(
            """<?xml version="1.0" encoding="UTF-8"?><OAuth><!-- c --><id>a&amp;b&#x41;</id> <empty/><inner><z>1</z></inner><last>t</last></OAuth>"""
        );

        Assert.Equal("a&bA", fields["id"]);
        Assert.Equal("", fields["empty"]);
        Assert.Equal("<z>1</z>", fields["inner"]);
        Assert.Equal("t", fields["last"]);
    }

    [Fact]
    public void A_CDATA_section_is_its_text() =>
        Assert.Equal(
            "a<b&c!",
            Xml.Read("<OAuth><access_token><![CDATA[a<b&c]]>!</access_token></OAuth>")["access_token"]
        );

    [Fact]
    public void Of_two_of_one_name_the_first_counts() =>
        Assert.Equal("1", Xml.Read("<OAuth><id>1</id><id>2</id></OAuth>")["id"]);

    [Fact]
    public void A_megabyte_of_nesting_is_refused_at_once() =>
        Assert.Throws<FormatException>(() => Xml.Read(string.Concat(Enumerable.Repeat("<a>", 300_000))));

    [Theory]
    [InlineData("<a")]
    [InlineData("<OAuth><id>x</id>")]
    [InlineData("<OAuth></OAuth>junk")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a><b>&e;</b></a>")]
    [InlineData("plain")]
    public void What_is_not_whole_or_could_reach_out_is_refused(string xml) =>
        Assert.Throws<FormatException>(() => Xml.Read(xml));
}
