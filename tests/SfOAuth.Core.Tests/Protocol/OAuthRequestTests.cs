using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Protocol;

/// <summary>What a request says of its client, what it hides, and whether it may be sent a second time.</summary>
public class OAuthRequestTests
{
    private const string Secret = "planted+secret";

    [Theory]
    [InlineData(RequestKind.AuthorizationCode, false)]
    [InlineData(RequestKind.RefreshToken, false)]
    [InlineData(RequestKind.ClientCredentials, true)]
    [InlineData(RequestKind.Password, true)]
    [InlineData(RequestKind.JwtBearer, true)]
    public void What_is_spent_by_its_first_sending_is_not_sent_again(RequestKind kind, bool again)
    {
        Assert.Equal(again ? RetryPolicy.Safe : RetryPolicy.Never, OAuthRequest.From(Client(), kind).RetryPolicy);
    }

    [Theory]
    [InlineData(ResponseFormat.Json, "application/json", "json")]
    [InlineData(ResponseFormat.Xml, "application/xml", "xml")]
    [InlineData(ResponseFormat.UrlEncoded, "application/x-www-form-urlencoded", "urlencoded")]
    public async Task The_format_is_asked_for_in_the_form_and_in_the_header(
        ResponseFormat format,
        string accepted,
        string asked
    )
    {
        OAuthRequest request = OAuthRequest.From(
            Client() with
            {
                ResponseFormat = format,
            },
            RequestKind.ClientCredentials
        );

        using HttpRequestMessage message = request.ToHttp(default);

        Assert.Equal(accepted, Assert.Single(message.Headers.Accept).MediaType);
        Assert.EndsWith("&format=" + asked, await message.Content!.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_body_the_client_names_itself_and_its_secret()
    {
        OAuthRequest request = OAuthRequest.From(Client(), RequestKind.RefreshToken).AddSecret("refresh_token", "r/1");

        using HttpRequestMessage message = request.ToHttp(default);

        Assert.Null(message.Headers.Authorization);
        Assert.Equal(
            "refresh_token=r%2F1&client_id=app&client_secret=planted%2Bsecret&format=json",
            await message.Content!.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task In_the_header_both_halves_are_escaped_and_the_body_has_neither()
    {
        OAuthRequest request = OAuthRequest.From(
            Client() with
            {
                Authentication = ClientAuthentication.Basic,
            },
            RequestKind.ClientCredentials
        );

        using HttpRequestMessage message = request.ToHttp(default);

        Assert.Equal(
            ("Basic", Credentials("app:planted%2Bsecret")),
            (message.Headers.Authorization!.Scheme, message.Headers.Authorization.Parameter)
        );
        Assert.Equal("format=json", await message.Content!.ReadAsStringAsync());
    }

    [Fact]
    public async Task From_nobody_says_nothing_of_the_client()
    {
        OAuthRequest request = OAuthRequest.FromNobody(Client(), RequestKind.JwtBearer).Add("assertion", "a");

        using HttpRequestMessage message = request.ToHttp(default);

        Assert.Null(message.Headers.Authorization);
        Assert.Equal("assertion=a&format=json", await message.Content!.ReadAsStringAsync());
        Assert.Empty(request.Secrets);
    }

    [Fact]
    public void What_was_sent_as_a_secret_is_known_as_one_in_each_of_its_forms()
    {
        OAuthRequest request = OAuthRequest
            .From(Client(), RequestKind.RefreshToken)
            .AddSecret("refresh_token", "r1")
            .AddSigned("assertion", now => "signed at " + now.Year)
            .Add("scope", "api");

        using HttpRequestMessage message = request.ToHttp(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            ["r1", "signed at 2026", Secret, Secret, Credentials("app:planted%2Bsecret")],
            request.Secrets.ToArray()
        );
    }

    [Fact]
    public void What_is_shown_has_the_secrets_masked()
    {
        OAuthRequest request = OAuthRequest
            .From(Client() with { Authentication = ClientAuthentication.Basic }, RequestKind.RefreshToken)
            .AddSecret("refresh_token", "r1")
            .Add("scope", "api");

        Assert.Equal("refresh_token=***&scope=api&format=json (Authorization: Basic ***)", request.ToString());
    }

    [Fact]
    public void A_client_without_a_secret_has_none_to_hide_and_no_header()
    {
        OAuthRequest request = OAuthRequest.From(
            Client() with
            {
                ClientSecret = null,
                Authentication = ClientAuthentication.Basic,
            },
            RequestKind.RefreshToken
        );

        using HttpRequestMessage message = request.ToHttp(default);

        Assert.Null(message.Headers.Authorization);
        Assert.Empty(request.Secrets);
    }

    private static string Credentials(string pair) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pair));

    private static ClientSettings Client() =>
        new()
        {
            LoginUrl = LoginUrl.Parse("https://acme.my.salesforce.com"),
            ClientId = "app",
            ClientSecret = Secret,
        };
}
