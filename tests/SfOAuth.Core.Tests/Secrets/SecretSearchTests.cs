using System;
using System.Linq;
using System.Net;
using System.Text;
using SfOAuth.Formats;
using SfOAuth.Secrets;
using Xunit;

namespace SfOAuth.Tests.Secrets;

/// <summary>Somebody else's error repeats what it was given: however it spells it, it is noticed.</summary>
public class SecretSearchTests
{
    private const string Secret = "5Aep861/TSESvWeug+b!x\"y=z==1A2B3C";

    public static TheoryData<string, string> Spellings()
    {
        string json = Json.Write([new("refresh_token", Secret)]);
        return new()
        {
            { "as it is", Secret },
            { "the middle of it", Secret.Substring(5, 14) },
            { "in JSON", json },
            { "in JSON in JSON", Json.Write([new("document", json)]) },
            { "as escapes", string.Concat(Secret.Select(character => $"\\u{(int)character:x4}")) },
            { "as upper-case escapes", string.Concat(Secret.Select(character => $"\\u{(int)character:X4}")) },
            { "percent-encoded", Uri.EscapeDataString(Secret) },
            {
                "percent-encoded in lower case",
                WebUtility.UrlEncode(Secret).ToLowerInvariant().Replace("5aep", "5Aep")
                    + Uri.EscapeDataString(Secret).Replace("%2B", "%2b").Replace("%2F", "%2f")
            },
            { "percent-encoded twice", Uri.EscapeDataString(Uri.EscapeDataString(Secret)) },
            { "as HTML", WebUtility.HtmlEncode(Secret) },
            { "in Base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) },
            { "in Base64, shifted", Convert.ToBase64String(Encoding.UTF8.GetBytes("x" + Secret)) },
            { "in Base64 of UTF-16", Convert.ToBase64String(Encoding.Unicode.GetBytes(Secret)) },
            { "in Base64url", Base64Url.Encode(Encoding.UTF8.GetBytes(json)) },
        };
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_piece_of_a_secret_is_found(string what, string spelling) =>
        Assert.True(SecretSearch.Tells($"Could not write '{spelling}' to the store.", [Secret]), what);

    [Theory]
    [InlineData("Access to the path '/home/ann/.secretmanagement/localstore/storefile' is denied.")]
    [InlineData("The process cannot access the file because it is being used by another process.")]
    [InlineData("No space left on device : '/var/lib/vault'")]
    [InlineData("")]
    public void Other_words_tell_nothing(string words) =>
        Assert.False(SecretSearch.Tells(words, [Secret, Json.Write([new("refresh_token", Secret)])]));

    [Fact]
    public void A_short_secret_counts_whole()
    {
        Assert.True(SecretSearch.Tells("the password 'hunter2' is too short", ["hunter2"]));
        Assert.False(SecretSearch.Tells("the password is too short", ["hunter2"]));
    }

    [Fact]
    public void What_is_too_long_to_be_searched_is_not_shown() =>
        Assert.True(SecretSearch.Tells(new string('x', 1_000_000), [Secret]));
}
