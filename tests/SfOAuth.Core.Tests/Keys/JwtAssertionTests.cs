using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SfOAuth.Formats;
using SfOAuth.Keys;
using Xunit;
using JsonWebToken = Microsoft.IdentityModel.JsonWebTokens.JsonWebToken;

namespace SfOAuth.Tests.Keys;

/// <summary>Another library than ours says whether the assertions are right.</summary>
public class JwtAssertionTests
{
    private const string ClientId = "3MVG9.client_id";
    private const string Username = "jane@acme.example";
    private const string Audience = "https://login.salesforce.com";

    private static readonly DateTimeOffset _now = new(2026, 11, 21, 8, 0, 0, 999, TimeSpan.Zero);

    [Fact]
    public async Task A_users_assertion_names_app_user_and_server_and_ends_after_three_minutes()
    {
        string assertion = JwtAssertion.Create(await KeyAsync(), ClientId, Username, Audience, _now, jwtId: null);

        JsonWebToken token = Validate(assertion, Audience);
        Assert.Equal(("RS256", "JWT"), (token.Alg, token.Typ));
        Assert.Equal(Username, token.Subject);
        Assert.Equal(
            """{"iss":"3MVG9.client_id","sub":"jane@acme.example","aud":"https://login.salesforce.com","exp":1795248180}""",
            ClaimsOf(assertion).Replace("\\/", "/", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_clients_assertion_also_says_when_it_was_made_and_is_the_only_one_of_its_name()
    {
        SigningKey key = await KeyAsync();
        const string Endpoint = "https://acme.my.salesforce.com/services/oauth2/token";

        string assertion = JwtAssertion.Create(key, ClientId, ClientId, Endpoint, _now, jwtId: "id-1");

        Assert.Equal("id-1", Validate(assertion, Endpoint).Id);
        using var claims = JsonDocument.Parse(ClaimsOf(assertion));
        Assert.Equal(_now.ToUnixTimeSeconds(), claims.RootElement.GetProperty("iat").GetInt64());
        Assert.Equal(180, claims.RootElement.GetProperty("exp").GetInt64() - _now.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("o'brien\"}{\\@acme.example")]
    [InlineData("jürgen+<script>/ü€🔑@acme.example")]
    public async Task Names_of_any_kind_arrive_as_they_are(string username) =>
        Assert.Equal(
            username,
            Validate(
                JwtAssertion.Create(await KeyAsync(), ClientId, username, Audience, _now, jwtId: null),
                Audience
            ).Subject
        );

    [Fact]
    public async Task The_time_zone_of_the_clock_does_not_matter()
    {
        SigningKey key = await KeyAsync();

        Assert.Equal(
            JwtAssertion.Create(key, ClientId, Username, Audience, _now, jwtId: null),
            JwtAssertion.Create(key, ClientId, Username, Audience, _now.ToOffset(TimeSpan.FromHours(9)), jwtId: null)
        );
    }

    private static async Task<SigningKey> KeyAsync()
    {
        SigningKey key = SigningKey.InVault("vault", "jwt", password: null);
        await key.LoadAsync((_, _) => Task.FromResult(TestKeys.Pkcs8)!);
        return key;
    }

    private static JsonWebToken Validate(string assertion, string audience)
    {
        TokenValidationResult result = new JsonWebTokenHandler().ValidateToken(
            assertion,
            new TokenValidationParameters
            {
                IssuerSigningKey = new RsaSecurityKey(TestKeys.Rsa),
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                ValidIssuer = ClientId,
                ValidAudience = audience,
                RequireExpirationTime = true,
                ClockSkew = TimeSpan.Zero,
                LifetimeValidator = (_, expires, _, _) =>
                    expires == _now.UtcDateTime.AddMilliseconds(-999).AddMinutes(3),
            }
        );
        Assert.True(result.IsValid, result.Exception?.Message);
        return Assert.IsType<JsonWebToken>(result.SecurityToken);
    }

    private static string ClaimsOf(string assertion)
    {
        using var reader = new StreamReader(new MemoryStream(Base64Url.Decode(assertion.Split('.')[1])));
        return reader.ReadToEnd();
    }
}
