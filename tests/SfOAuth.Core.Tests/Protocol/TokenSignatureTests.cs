using System.Threading.Tasks;
using SfOAuth.FakeOrg;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Protocol;

public class TokenSignatureTests : OrgTest
{
    private const string Id = "https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P";
    private const string Secret = "1955279925675241571";

    [Theory]
    [InlineData("1278448832702", "/R0tuzu0y7aV2FvHpXdMdeloZ/lWl1OwWrEA7+LOsR8=", true)]
    [InlineData("1278448832703", "/R0tuzu0y7aV2FvHpXdMdeloZ/lWl1OwWrEA7+LOsR8=", false)]
    [InlineData("1278448832702", "0CmxinZir53Yex7nE0TD+zMpvIWYGb/bdJh6XfOH6EQ=", false)]
    [InlineData("1278448101416", "CMJ4l+CCaPQiKjoOEwEig9H4wqhpuLSk4J2urAe+fVg=", false)]
    [InlineData("1278448384422", "SSSbLO/gBhmmyNUvN18ODBDFYHzakxOMgqYtu+hDPsc=", false)]
    [InlineData("1278448832702", "no base64", false)]
    [InlineData("1278448832702", "", false)]
    public void The_vector_verifies_and_the_published_samples_do_not(
        string issuedAt,
        string signature,
        bool expected
    ) => Assert.Equal(expected, TokenSignature.Verify(Id, issuedAt, signature, Secret));

    [Fact]
    public async Task The_orgs_own_signature_verifies_with_the_apps_secret_only()
    {
        Token token = TokenFactory.Create(Client(), await RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!));

        Assert.True(TokenSignature.Verify(token, DefaultOrg.ConfidentialClientSecret));
        Assert.False(TokenSignature.Verify(token, "another"));
    }

    [Fact]
    public async Task A_public_clients_token_has_none_to_verify()
    {
        string refreshToken = Org.Login(new LoginRequest { ClientId = DefaultOrg.PublicClientId }).RefreshToken!;
        Token token = TokenFactory.Create(PublicClient(), await RefreshAsync(refreshToken, PublicClient()));

        Assert.Null(TokenSignature.Verify(token, "any"));
    }
}
