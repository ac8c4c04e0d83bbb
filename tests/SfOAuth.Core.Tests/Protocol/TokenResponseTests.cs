using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.FakeOrg;
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
