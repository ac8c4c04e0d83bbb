using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Flows;

public class RefreshTests : OrgTest
{
    // .NET Framework sends a form again by itself where a connection that was kept turns out to be dead, so none is
    // kept.
    private static readonly bool _keepsConnections =
        !RuntimeInformation.FrameworkDescription.StartsWith("Mono", StringComparison.Ordinal)
        && !RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    [Theory]
    [InlineData(ClientAuthentication.Body)]
    [InlineData(ClientAuthentication.Basic)]
    public async Task Under_rotation_a_new_refresh_token_comes_and_the_old_one_is_dead(
        ClientAuthentication authentication
    )
    {
        string first = Org.Login(new LoginRequest()).RefreshToken!;

        TokenResponse response = await RefreshAsync(first, Client(authentication));

        string second = response.RefreshToken!;
        Assert.NotEqual(first, second);
        Assert.Equal(
            Problem.RefreshTokenExpired,
            (await Assert.ThrowsAsync<ProtocolException>(() => RefreshAsync(first))).Problem
        );
    }

    [Fact]
    public async Task Without_rotation_none_comes()
    {
        Org.Scenario.RotateRefreshTokens = false;

        TokenResponse response = await RefreshAsync(Org.Login(new LoginRequest()).RefreshToken!);

        Assert.Null(response.RefreshToken);
        Assert.Single(Org.Requests.All);
    }

    [Fact]
    public async Task Connections_are_used_again_as_far_as_the_platform_sends_no_form_twice()
    {
        Org.Scenario.RotateRefreshTokens = false;
        string refreshToken = Org.Login(new LoginRequest()).RefreshToken!;

        await RefreshAsync(refreshToken);
        await Assert.ThrowsAsync<ProtocolException>(() => RefreshAsync("unknown"));
        await RefreshAsync(refreshToken);

        Assert.Equal(3, Org.Requests.TotalCount);
        IEnumerable<string> connections = Org.Requests.All.Select(request => request.ConnectionId).Distinct();
        Assert.Equal(_keepsConnections, connections.Count() == 1);
    }

    [Fact]
    public async Task A_public_client_refreshes_without_a_secret()
    {
        string refreshToken = Org.Login(new LoginRequest { ClientId = DefaultOrg.PublicClientId }).RefreshToken!;

        TokenResponse response = await RefreshAsync(refreshToken, PublicClient());

        Assert.NotNull(response.AccessToken);
    }

    [Fact]
    public async Task A_missing_secret_and_a_wrong_one_are_the_clients_fault()
    {
        string refreshToken = Org.Login(new LoginRequest()).RefreshToken!;

        Assert.Equal(
            Problem.ClientSecretInvalid,
            (
                await Assert.ThrowsAsync<ProtocolException>(() => RefreshAsync(refreshToken, Client(secret: null)))
            ).Problem
        );
        Assert.Equal(
            Problem.ClientSecretInvalid,
            (
                await Assert.ThrowsAsync<ProtocolException>(() => RefreshAsync(refreshToken, Client(secret: "wrong")))
            ).Problem
        );
    }
}
