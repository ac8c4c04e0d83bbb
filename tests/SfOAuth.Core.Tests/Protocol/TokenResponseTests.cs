using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Text;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Formats;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using Xunit;

namespace SfOAuth.Tests.Protocol;

/// <summary>The same answer, however it is written, is the same token.</summary>
public class TokenResponseTests : OrgTest
{
    [Fact]
    public async Task JSON_XML_and_form_give_equal_tokens_and_keep_unknown_fields()
    {
        Org.Scenario.RotateRefreshTokens = false;
        Org.Scenario.RefreshReturnsSameAccessToken = true;
        Org.Scenario.CommunityFields = true;
        Org.Scenario.ExtraFields["token_format"] = "opaque";
        Org.Scenario.ExtraFields["lightning_sid"] = "planted+/= <&>\"sid";
        Org.Scenario.ExtraFields["some-new_field"] = "é & <x>";
        Org.Scenario.ExtraFields["issued_at"] = "1278448832702";
        Org.Scenario.ExtraFields["signature"] = "/R0tuzu0y7aV2FvHpXdMdeloZ/lWl1OwWrEA7+LOsR8=";
        MintedLogin login = Org.Login(new LoginRequest { Scope = "api refresh_token openid id" });

        List<string> written = [];
        foreach (ResponseFormat format in Enum.GetValues(typeof(ResponseFormat)))
            written.Add(
                Describe(TokenFactory.Create(Client(), await RefreshAsync(login.RefreshToken!, Client(format: format))))
            );

        Assert.Equal(3, Org.Requests.All.Select(request => request.FormValue("format")).Distinct().Count());
        Assert.All(written, text => Assert.Equal(written[0], text));
        Assert.Contains("lightning_sid=SecureString", written[0], StringComparison.Ordinal);
        Assert.Contains("some-new_field=é & <x>", written[0], StringComparison.Ordinal);
        Assert.Contains("token_format=opaque", written[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1278448832702")]
    [InlineData("1278448832")]
    public async Task Issued_at_is_read_in_milliseconds_and_in_seconds(string issuedAt)
    {
        Org.Scenario.ExtraFields["issued_at"] = issuedAt;

        TokenResponse response = await RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!);

        Assert.Equal(1278448832, response.IssuedAt!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Everything_but_the_access_token_may_be_missing()
    {
        string refreshToken = Org.Login(new LoginRequest()).RefreshToken!;
        Org.Scenario.OmitFields =
        [
            "refresh_token",
            "instance_url",
            "id",
            "issued_at",
            "signature",
            "scope",
            "token_type",
        ];

        Token token = TokenFactory.Create(Client(), await RefreshAsync(refreshToken));

        Assert.NotNull(token.GetAccessToken());
        Assert.Null(token.RefreshToken);
        Assert.Null(token.InstanceUrl);
        Assert.Null(token.OrganizationId);
        Assert.Null(token.IssuedAt);
        Assert.Null(token.ExpiresAt);
        Assert.Empty(token.Scope);
        Assert.Equal("Bearer", token.TokenType);
        Assert.Throws<InvalidOperationException>(() => token.Resolve("/services/data"));
    }

    [Fact]
    public async Task A_JWT_tells_when_it_ends_and_an_opaque_token_does_not()
    {
        TokenResponse opaque = await RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!);
        Org.Scenario.TokenFormat = TokenFormat.Jwt;
        TokenResponse jwt = await RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!);

        Assert.Null(TokenFactory.Create(Client(), opaque).ExpiresAt);
        Assert.True(TokenFactory.Create(Client(), jwt).ExpiresAt > jwt.IssuedAt);
    }

    [Theory]
    [InlineData("7200")]
    [InlineData("7200.0")]
    public async Task Expires_in_counts_where_it_comes(string expiresIn)
    {
        Org.Scenario.ExtraFields["expires_in"] = expiresIn;

        Token token = TokenFactory.Create(Client(), await RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!));

        Assert.Equal(TimeSpan.FromHours(2), token.ExpiresAt - token.IssuedAt);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("2147483647", false)]
    [InlineData("1e3", false)]
    [InlineData("soon", false)]
    [InlineData("", false)]
    public void An_expires_in_that_is_no_lifetime_is_left_out(string expiresIn, bool isOne) =>
        Assert.Equal(isOne, Answer(("expires_in", expiresIn)).ExpiresIn is not null);

    [Theory]
    [InlineData("https://new", "https://old", "https://new")]
    [InlineData(null, "https://old", "https://old")]
    [InlineData("", "https://old", "https://old")]
    [InlineData("https://new", null, "https://new")]
    [InlineData(null, null, null)]
    public void A_site_is_told_by_either_name(string? site, string? community, string? expected) =>
        Assert.Equal(expected, Answer(("sfdc_site_url", site), ("sfdc_community_url", community)).SiteUrl);

    [Theory]
    [InlineData("bearer", "Bearer")]
    [InlineData("BEARER", "Bearer")]
    [InlineData("DPoP", "DPoP")]
    [InlineData("Bearer x", "Bearer")]
    [InlineData("", "Bearer")]
    [InlineData("a\nb", "Bearer")]
    public void A_token_type_goes_into_a_header_and_is_one_word(string type, string expected) =>
        Assert.Equal(expected, TokenFactory.Create(Client(), Answer(("token_type", type))).TokenType);

    [Theory]
    [InlineData("https://acme.my.salesforce.com/", "https://acme.my.salesforce.com")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080")]
    [InlineData("http://acme.my.salesforce.com", null)]
    [InlineData("ftp://127.0.0.1", null)]
    [InlineData("ftp://acme.my.salesforce.com", null)]
    [InlineData("https://user@acme.my.salesforce.com", null)]
    [InlineData("/services", null)]
    [InlineData(null, null)]
    public void A_base_for_calls_is_https_or_this_machine(string? url, string? expected) =>
        Assert.Equal(expected, TokenFactory.SafeUrl(url));

    [Fact]
    public void The_users_name_is_the_answers_or_else_the_one_that_is_known()
    {
        string claims = Base64Url.Encode(Encoding.UTF8.GetBytes("{\"preferred_username\":\"told@acme.example\"}"));
        TokenResponse telling = Answer(("id_token", $"eyJ9.{claims}.x"));

        Assert.Equal("told@acme.example", TokenFactory.Create(Client(), telling, username: "known").Username);
        Assert.Equal("known", TokenFactory.Create(Client(), Answer(), username: "known").Username);
        Assert.Null(TokenFactory.Create(Client(), Answer()).Username);
    }

    [Fact]
    public void Scopes_are_words()
    {
        Assert.Equal(["api", "id"], TokenFactory.Create(Client(), Answer(("scope", " api  id "))).Scope);
        Assert.Empty(TokenFactory.Create(Client(), Answer(("scope", " "))).Scope);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_answer_without_an_access_token_may_have_been_the_end_of_the_old_one(string? token)
    {
        var exception = Assert.Throws<TransportException>(() =>
            TokenResponse.From(Fields(("refresh_token", "r"), ("access_token", token)), "acme.example")
        );

        Assert.Equal(Problem.AnswerIncomplete, exception.Problem);
        Assert.True(exception.MayHaveBeenProcessed);
        Assert.Contains("acme.example", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refresh_token_is_put_in_where_one_is_given()
    {
        Assert.Equal("r2", Answer(("refresh_token", "r1")).WithRefreshToken("r2").RefreshToken);
        Assert.Equal("r1", Answer(("refresh_token", "r1")).WithRefreshToken(null).RefreshToken);
    }

    [Fact]
    public void A_later_answer_keeps_what_it_leaves_out_but_for_what_speaks_of_the_old_token()
    {
        TokenResponse first = TokenResponse.From(
            new()
            {
                ["access_token"] = "a1",
                ["refresh_token"] = "r1",
                ["instance_url"] = "https://one/",
                ["signature"] = "s1",
                ["issued_at"] = "1",
                ["scope"] = "api",
                ["x"] = "1",
            },
            "x"
        );
        TokenResponse second = TokenResponse.From(
            new() { ["access_token"] = "a2", ["instance_url"] = "https://two/" },
            "x"
        );

        TokenResponse merged = second.WithMissingFrom(first);

        Assert.Equal(("a2", "r1"), (merged.AccessToken, merged.RefreshToken));
        Assert.Equal(
            ("https://two/", "api", null, null),
            (merged.InstanceUrl, merged.Scope, merged.Signature, merged.IssuedAtText)
        );
        Assert.Single(merged.Additional);
    }

    private static TokenResponse Answer(params (string Name, string? Value)[] fields) =>
        TokenResponse.From(Fields([("access_token", "a"), .. fields]), "x");

    private static Dictionary<string, string> Fields(params (string Name, string? Value)[] fields) =>
        fields.Where(field => field.Value is not null).ToDictionary(field => field.Name, field => field.Value!);

    private static string Describe(Token token) =>
        string.Join(
            "\n",
            typeof(Token)
                .GetProperties()
                .Select(property => $"{property.Name}={Show(property.GetValue(token))}")
                .Concat(
                    token
                        .AdditionalFields.OrderBy(field => field.Key, StringComparer.Ordinal)
                        .Select(field =>
                            $"{field.Key}={(field.Value is SecureString ? "SecureString" : "")}{Show(field.Value)}"
                        )
                )
        );

    private static string Show(object? value) =>
        value switch
        {
            SecureString secret => SecureText.Reveal(secret)!,
            string[] texts => string.Join(" ", texts),
            IReadOnlyDictionary<string, object> => "",
            null => "null",
            _ => value.ToString()!,
        };
}
