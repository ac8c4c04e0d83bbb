using System;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Keys;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>What can be shown to the server again, and what only a refresh token renews.</summary>
public class AuthorizationGrantTests
{
    private const string User = "ann@acme.example";

    [Fact]
    public void An_app_shows_its_own_credentials()
    {
        OAuthRequest request = AuthorizationGrant.ClientCredentials.Prepare(SampleRecord.Client)!;

        Assert.Equal(RequestKind.ClientCredentials, request.Kind);
    }

    [Fact]
    public void A_user_whose_password_is_known_is_named_and_the_password_is_not_shown()
    {
        OAuthRequest request = AuthorizationGrant.ForPassword(User, "pass-word").Prepare(SampleRecord.Client)!;

        Assert.Equal(RequestKind.Password, request.Kind);
        Assert.Contains("username=" + User, request.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pass-word", request.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void For_a_user_of_a_jwt_the_app_signs()
    {
        ClientSettings client = SampleRecord.Client with { Key = SigningKey.InVault("v", "jwt", password: null) };

        OAuthRequest request = AuthorizationGrant.Jwt(User, "https://login.salesforce.com").Prepare(client)!;

        Assert.Equal(RequestKind.JwtBearer, request.Kind);
    }

    [Theory]
    [InlineData(ProtocolNames.AuthorizationCode)]
    [InlineData(ProtocolNames.RefreshToken)]
    [InlineData(ProtocolNames.AccessToken)]
    [InlineData("some_new_grant")]
    public void The_rest_has_nothing_to_show(string type)
    {
        AuthorizationGrant grant = new()
        {
            Type = type,
            Username = User,
            Audience = "https://login.salesforce.com",
            Password = "pass-word",
        };

        Assert.Null(grant.Prepare(SampleRecord.Client));
    }

    [Theory]
    [InlineData(ProtocolNames.JwtBearer, User, null, "pass-word")]
    [InlineData(ProtocolNames.JwtBearer, null, "https://login.salesforce.com", "pass-word")]
    [InlineData(ProtocolNames.Password, User, "https://login.salesforce.com", null)]
    [InlineData(ProtocolNames.Password, null, "https://login.salesforce.com", "pass-word")]
    public void What_lacks_a_part_is_not_shown(string type, string? username, string? audience, string? password)
    {
        ClientSettings client = SampleRecord.Client with { Key = SigningKey.InVault("v", "jwt", password: null) };
        AuthorizationGrant grant = new()
        {
            Type = type,
            Username = username,
            Audience = audience,
            Password = password,
        };

        Assert.Null(grant.Prepare(client));
    }
}
