using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
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
            """
             {"s":"a\"b\u0041","n":1278448832702,"f":1.5e3,"b":true,"z":null,"cookie-sid_Client":"c",
              "o":{"p":[1,"2",{"q r":null}]},"a":[],"last":"x"}
            """
        );

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
    [InlineData("{\"a\":\"x\"}\0")]
    [InlineData("{\"a\":\"x")]
    [InlineData("{\"a\":\"x\\")]
    [InlineData("{\"a\":\"x\\u12")]
    [InlineData("{\"a\":\"\\u+123\"}")]
    [InlineData("{\"a\":\"\\u 123\"}")]
    [InlineData("{\"a\":\"\\U0041\"}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":True}")]
    [InlineData("{\"a\":nullx}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\" \"b\"}")]
    [InlineData("{\"a\":\"\\q\"}")]
    [InlineData("{\"a\":\"line\nend\"}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,\"a\":1}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{\"a\":[,1]}")]
    [InlineData("{\"a\":[1}}")]
    [InlineData("{\"a\":[1]]}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":-Infinity}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":.5}")]
    [InlineData("{\"a\":1e}")]
    [InlineData("{\"a\":0x10}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1/* */}")]
    [InlineData("\u00a0{\"a\":1}")]
    public void What_is_not_one_whole_object_is_refused_without_being_quoted(string json)
    {
        var exception = Assert.Throws<FormatException>(() => Json.Read(json));

        Assert.Null(exception.InnerException);
        if (json.Length > 3)
            Assert.DoesNotContain(json, exception.Message, StringComparison.Ordinal);
        // Nothing, a list and a text are no objects, and may stand in a list.
        if (json is not ("" or "[1]" or "\"text\""))
            Assert.Throws<FormatException>(() => Values("[" + json + "]"));
    }

    [Fact]
    public void Every_cut_of_an_answer_is_refused()
    {
        const string OrgResponse = """{"access_token":"00D!A\"Q","scope":"id api","nested":{"a":["b"]}}""";

        for (int length = 0; length < OrgResponse.Length; length++)
            Assert.Throws<FormatException>(() => Json.Read(OrgResponse[..length]));
    }

    [Fact]
    public void No_name_is_special_and_names_differ_by_case()
    {
        Dictionary<string, string> fields = Json.Read(
            """{"__type":"t","":"empty","Id":"1","id":"2","a b":"3","\u00fc":"4"}"""
        );

        Assert.Equal(["__type", "", "Id", "id", "a b", "\u00fc"], fields.Keys);
        Assert.Equal(["t", "empty", "1", "2", "3", "4"], fields.Values);
    }

    [Theory]
    [InlineData("""{"a":"1","a":"2"}""", "1")]
    [InlineData("""{"a":"1","\u0061":"2"}""", "1")]
    [InlineData("""{"a":null,"a":"2"}""", null)]
    [InlineData("""{"a":"1","a":null}""", "1")]
    public void Of_two_members_of_one_name_the_first_counts(string json, string? expected) =>
        Assert.Equal(expected, Json.Read(json).TryGetValue("a", out string? value) ? value : null);

    [Fact]
    public void Numbers_keep_their_spelling_however_large()
    {
        string number = "-" + new string('9', 5000) + ".10E+400";

        Assert.Equal(number, Json.Read("{\"n\":" + number + "}")["n"]);
    }

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "]")]
    public void Nesting_ends_somewhere_and_a_megabyte_of_it_ends_nothing(string opening, string closing)
    {
        string deepest = Nest(opening, closing, JsonReader.LargestDepth - 1);

        Assert.Equal(deepest, Json.Read("{\"a\":" + deepest + "}")["a"]);
        foreach (int depth in new[] { JsonReader.LargestDepth, 1_000_000 })
        {
            Assert.Throws<FormatException>(() => Json.Read("{\"a\":" + Nest(opening, closing, depth) + "}"));
            Assert.Throws<FormatException>(() => Values("[" + Nest(opening, closing, depth) + "]"));
            Assert.Throws<FormatException>(() => Json.Read("{\"a\":" + Nest(opening, "", depth)));
        }
    }

    [Fact]
    public void What_is_written_is_read_back_half_a_surrogate_pair_too() =>
        Prop.ForAll<string, string>(
                (name, value) =>
                {
                    if (name is null || value is null)
                        return true;
                    Dictionary<string, string> fields = new() { [name] = value, ["version" + name] = "1" };
                    string json = Json.Write(fields);
                    // In UTF-8, as a vault keeps it.
                    string kept = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(json));
                    return Json.Read(kept)[name] == value;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\ud800")]
    [InlineData("\udc00\ud800")]
    [InlineData("l\ud800/x")]
    [InlineData("\ud83d\ude00\ude00")]
    [InlineData("\0\u001f\u007f\u2028\"\\/")]
    public void Whatever_a_text_holds_can_be_kept(string text)
    {
        string json = Json.Write([new("a", text)]);

        Assert.Equal(json, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.Equal(text, Json.Read(json)["a"]);
    }

    [Fact]
    public void Values_have_the_smallest_kind_that_holds_them()
    {
        object?[] values = Assert.IsType<object?[]>(
            Values(
                """ [1, 2147483648, 9223372036854775808, 1.5, 1e999, "t", "2026-01-01T00:00:00Z", true, false, null, [], {}] """
            )
        );

        Assert.Equal(1, values[0]);
        Assert.Equal(2147483648L, values[1]);
        Assert.Equal(System.Numerics.BigInteger.Parse("9223372036854775808", null), values[2]);
        Assert.Equal([1.5, "1e999", "t", "2026-01-01T00:00:00Z", true, false, null], values.Skip(3).Take(7));
        Assert.Empty(Assert.IsType<object?[]>(values[10]));
        Assert.Equal("", values[11]);
    }

    [Fact]
    public void A_large_answer_takes_time_in_proportion()
    {
        string text =
            "["
            + string.Join(",", Enumerable.Repeat("""{"n":12345678901234567890,"t":"a\u0041\n","x":[1,2]}""", 40_000))
            + "]";
        var watch = Stopwatch.StartNew();

        Values(text);
        Values("[\"" + string.Concat(Enumerable.Repeat("\\n", 500_000)) + "\"," + new string('1', 500_000) + "]");

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    private static object? Values(string json) =>
        JsonValues.Read(json, members => string.Join(",", members.Select(member => member.Key)));

    private static string Nest(string opening, string closing, int depth) =>
        string.Concat(Enumerable.Repeat(opening, depth))
        + (closing == "}" ? "1" : "")
        + string.Concat(Enumerable.Repeat(closing, depth));
}
