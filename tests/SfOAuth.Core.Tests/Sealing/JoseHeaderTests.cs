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
    [InlineData("{\"a\":\"")]
    [InlineData("{a:1}")]
    public void Anything_else_is_refused(string json) => Assert.Throws<FormatException>(() => JoseHeader.Read(json));

    [Fact]
    public void More_members_than_a_header_has_are_refused() =>
        Assert.Throws<FormatException>(() =>
            JoseHeader.Read("{" + string.Join(",", Enumerable.Range(0, 65).Select(i => $"\"{i}\":0")) + "}")
        );
}
