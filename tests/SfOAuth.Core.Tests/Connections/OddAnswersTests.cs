using System.Collections.Generic;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.FakeOrg;
using SfOAuth.Formats;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>
/// A good answer with something odd in it. Nothing between its arrival and its save may fail: the new refresh token
/// exists nowhere else.
/// </summary>
public class OddAnswersTests : ConnectionTest
{
    private const string NewToken = "5Aep861.the-new-one";

    public static TheoryData<string, string, string> Answers() =>
        new()
        {
            // what, the fields besides the tokens, content type
            {
                "an end beyond the calendar",
                """, "issued_at":"253402300799","expires_in":"2000000000" """,
                "application/json"
            },
            { "no time at all", """, "issued_at":"soon","expires_in":"-1" """, "application/json" },
            { "a time of too many digits", """, "issued_at":"99999999999999999999999" """, "application/json" },
            { "charset utf-7", "", "application/json; charset=utf-7" },
            { "charset utf8", "", "application/json; charset=utf8" },
            { "a charset nobody knows", "", "application/json; charset=klingon" },
            { "half a surrogate pair", """, "custom":"l\ud800/x" """, "application/json" },
            { "an empty id", """, "id":"" """, "application/json" },
            { "an empty instance URL", """, "instance_url":"" """, "application/json" },
            { "an instance URL that is none", """, "instance_url":"acme:443:x" """, "application/json" },
            {
                "an instance URL in the clear",
                """, "instance_url":"http://acme.my.salesforce.com" """,
                "application/json"
            },
            { "a type of two words", """, "token_type":"Bearer x" """, "application/json" },
            { "a type with a line break", """, "token_type":"Bearer\r\nX: y" """, "application/json" },
            { "an id token that is none", """, "id_token":"ey.ey.ey" """, "application/json" },
            { "a scope of blanks", """, "scope":"   " """, "application/json" },
            {
                "control characters",
                """, "signature":"\u001b[31m", "\u001b]0;x\u0007":"\u001b[2J" """,
                "application/json"
            },
            { "a name twice", """, "scope":"api","scope":"id" """, "application/json" },
            { "an empty name", """, "":"x" """, "application/json" },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task The_new_refresh_token_is_saved_and_the_rest_of_what_was_known_stays(
        string what,
        string fields,
        string contentType
    )
    {
        await SaveLoginAsync("prod");
        ConnectionRecord before = (await Vault.ReadAsync("prod", CancellationToken.None))!;
        Answer($$"""{"access_token":"00Dx!new","refresh_token":"{{NewToken}}"{{fields}}}""", contentType);

        Token? token = await RefreshSavedAsync("prod");

        ConnectionRecord after = (await Vault.ReadAsync("prod", CancellationToken.None))!;
        Assert.True(after.RefreshToken == NewToken, what);
        Assert.Equal((before.Response.Id, before.ToToken().InstanceUrl), (after.Response.Id, token!.InstanceUrl));
        Assert.Equal("Bearer", token.TokenType);
        Assert.DoesNotContain('\u001b', token.Signature ?? "");
        Assert.All(token.AdditionalFields, field => Assert.DoesNotContain('\u001b', field.Key + field.Value));
        Assert.True(after.IsSameLoginAs(ConnectionSerializer.Read("prod", ConnectionSerializer.Write(after))));
    }

    [Fact]
    public async Task An_access_token_that_can_t_be_sent_does_not_keep_the_refresh_token_from_the_vault()
    {
        await SaveLoginAsync("prod");
        Answer($$"""{"access_token":"00Dx!n\newline","refresh_token":"{{NewToken}}"}""");

        await RefreshSavedAsync("prod");

        Assert.Equal(NewToken, (await Vault.ReadAsync("prod", CancellationToken.None))!.RefreshToken);
    }

    [Fact]
    public async Task An_empty_refresh_token_is_none_and_the_saved_one_stays()
    {
        await SaveLoginAsync("prod");
        string? before = (await Vault.ReadAsync("prod", CancellationToken.None))!.RefreshToken;
        Answer("""{"access_token":"00Dx!new","refresh_token":""}""");

        await RefreshSavedAsync("prod");

        Assert.Equal(before, (await Vault.ReadAsync("prod", CancellationToken.None))!.RefreshToken);
    }

    [Theory]
    [InlineData("session", """{"access_token":"abcdefghijkl"}""")]
    [InlineData("data", """{"inner":{"sessionId":"abcdefghijkl"}}""")]
    [InlineData("data", """["00D000000000001!AQ8AQ.abcdefghijklmnop"]""")]
    [InlineData("sessionId", "abcdefghijkl")]
    [InlineData("sfdc_sid_x", "abcdefghijkl")]
    [InlineData("lightning_sid", "abcdefghijkl")]
    [InlineData("cookie-sid_Client", "abcdefghijkl")]
    [InlineData("custom", "00D000000000001!AQ8AQ.abcdefghijklmnop")]
    public async Task What_is_a_secret_or_holds_one_is_not_shown(string name, string value)
    {
        await SaveLoginAsync("prod");
        Answer(Json.Write(new Dictionary<string, string> { ["access_token"] = "x", [name] = value }));

        Token? token = await RefreshSavedAsync("prod");

        Assert.IsType<SecureString>(token!.AdditionalFields[name]);
    }

    [Theory]
    [InlineData("token_format", "opaque")]
    [InlineData("sidCookieName", "sid")]
    [InlineData("content_domain", "acme.file.force.com")]
    [InlineData("sidebar", "left")]
    public async Task What_is_none_is_shown(string name, string value)
    {
        await SaveLoginAsync("prod");
        Answer(Json.Write(new Dictionary<string, string> { ["access_token"] = "x", [name] = value }));

        Assert.Equal(value, (await RefreshSavedAsync("prod"))!.AdditionalFields[name]);
    }

    private void Answer(string body, string contentType = "application/json") =>
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Path = TokenPath,
                Status = 200,
                Body = body,
                ContentType = contentType,
            }
        );
}
