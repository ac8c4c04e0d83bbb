using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

public class JoseHeaderTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("\"quoted\" \\ / \u0000\u001f\u007f")]
    [InlineData("ü 名 \ud83d\ude00")]
    [InlineData("half a pair: \ud83d")]
    public void What_is_written_is_read(string text)
    {
        KeyValuePair<string, string>[] members = [new(text, text), new("b", "2")];

        string json = JoseHeader.Write(members);

        Assert.Equal(members, JoseHeader.Read(json).ToArray());
        Assert.True(json.All(character => character is >= ' ' and <= '~'));
    }

    [Fact]
    public void What_is_plain_stays_plain_and_the_rest_is_escaped()
    {
        string json = JoseHeader.Write([new(" }~", "\u001f\u007f\u0080")]);

        Assert.Equal("""{" }~":"\u001f\u007f\u0080"}""", json);
    }

    [Fact]
    public void Each_digit_of_an_escape_counts_in_either_case()
    {
        Dictionary<string, string> members = JoseHeader.Read(
            """{"a":"\u0123\u4567\u89ab\ucdef\uABCD\uEFEF","b":"\b\f\n\r\t\"\\"}"""
        );

        Assert.Equal("\u0123\u4567\u89ab\ucdef\uABCD\uEFEF", members["a"]);
        Assert.Equal("\b\f\n\r\t\"\\", members["b"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("9")]
    [InlineData("-0")]
    [InlineData("90")]
    [InlineData("0.9")]
    [InlineData("9e-9")]
    [InlineData("9E+9")]
    public void A_number_keeps_its_spelling(string number) =>
        Assert.Equal(number, JoseHeader.Read($$"""{"a":{{number}}}""")["a"]);

    [Fact]
    public void A_text_that_ends_in_the_middle_is_refused()
    {
        const string Whole = """{ "a" : "\u0041\n\"" , "b" : -1.5e3 , "c" : true , "d":null}""";

        Assert.Equal(["A\n\"", "-1.5e3", "true", "null"], JoseHeader.Read(Whole).Values);
        for (int length = 0; length < Whole.Length; length++)
            Assert.Throws<FormatException>(() => JoseHeader.Read(Whole.Substring(0, length)));
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData(" { \"a\" : \"\\u0041\\n\\/\" } \r\n", "a=A\n/")]
    [InlineData("{\"a\":1,\"b\":-2.5e3,\"c\":true,\"d\":null}", "a=1 b=-2.5e3 c=true d=null")]
    public void What_others_write_is_read(string json, string expected)
    {
        IEnumerable<string> members = JoseHeader.Read(json).Select(member => $"{member.Key}={member.Value}");

        Assert.Equal(expected, string.Join(" ", members));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{\"a\":[]}")]
    [InlineData("{\"a\":{}}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":\"\n\"}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"\\u12g4\"}")]
    [InlineData("{\"a\":\"\\u12G4\"}")]
    [InlineData("{\"a\":\"\\u12`4\"}")]
    [InlineData("{\"a\":\"\\u12@4\"}")]
    [InlineData("{\"a\":\"\\u12/4\"}")]
    [InlineData("{\"a\":\"\\u12:4\"}")]
    [InlineData("{\"a\":-}")]
    [InlineData("{\"a\":.5}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":1e}")]
    [InlineData("{\"a\":-Infinity}")]
    [InlineData("{\"a\":0x1}")]
    [InlineData("{\"a\":/5}")]
    [InlineData("{\"a\"::5}")]
    [InlineData("{\"a\":1 2}")]
    [InlineData("{\"a\":1x}")]
    [InlineData("{\"a\":\"")]
    [InlineData("{a:1}")]
    public void Anything_else_is_refused(string json) => Assert.Throws<FormatException>(() => JoseHeader.Read(json));

    [Fact]
    public void More_members_than_a_header_has_are_refused()
    {
        Assert.Equal(64, JoseHeader.Read(Members(64)).Count);
        Assert.Throws<FormatException>(() => JoseHeader.Read(Members(65)));
    }

    private static string Members(int count) =>
        "{" + string.Join(",", Enumerable.Range(0, count).Select(i => $"\"{i}\":0")) + "}";
}
