using System;
using System.Collections.Generic;
using FsCheck;
using SfOAuth.Formats;
using Xunit;

namespace SfOAuth.Tests.Formats;

public class JsonTests
{
    [Fact]
    public void Every_kind_of_value_is_a_text_and_null_is_absent()
    {
        Dictionary<string, string> fields = Json.Read(
            """ {"s":"a\"b\u0041","n":1278448832702,"f":1.5e3,"b":true,"z":null,"cookie-sid_Client":"c","o":{"p":[1,"2",{"q r":null}]},"a":[],"last":"x"} """);

        Assert.Equal("a\"bA", fields["s"]);
        Assert.Equal("1278448832702", fields["n"]);
        Assert.Equal("1.5e3", fields["f"]);
        Assert.Equal("true", fields["b"]);
        Assert.DoesNotContain("z", fields.Keys);
        Assert.Equal("c", fields["cookie-sid_Client"]);
        Assert.Equal("""{"p":[1,"2",{"q r":null}]}""", fields["o"]);
        Assert.Equal("[]", fields["a"]);
        Assert.Equal("x", fields["last"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nope")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":\"x\"")]
    [InlineData("{\"a\":{\"b\":1}")]
    [InlineData("{\"a\":\"x\"}{}")]
    [InlineData("{\"a\":\"x\"} trailing")]
    [InlineData("{\"a\":\"x")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\" \"b\"}")]
    [InlineData("{\"a\":\"\\q\"}")]
    public void What_is_not_one_whole_object_is_refused_without_being_quoted(string json)
    {
        var exception = Assert.Throws<FormatException>(() => Json.Read(json));

        Assert.Null(exception.InnerException);
        if (json.Length > 3)
            Assert.DoesNotContain(json, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_an_answer_is_refused()
    {
        const string OrgResponse = """{"access_token":"00D!A\"Q","scope":"id api","nested":{"a":["b"]}}""";

        for (int length = 0; length < OrgResponse.Length; length++)
            Assert.Throws<FormatException>(() => Json.Read(OrgResponse[..length]));
    }

    [Fact]
    public void What_is_written_is_read_back()
        => Prop.ForAll<string, string>((name, value) =>
        {
            if (name is null || value is null || HasLoneSurrogate(name) || HasLoneSurrogate(value))
                return true;
            Dictionary<string, string> fields = new() { [name] = value, ["version" + name] = "1" };
            return Json.Read(Json.Write(fields))[name] == value;
        }).QuickCheckThrowOnFailure();

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}
