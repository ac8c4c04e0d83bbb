using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using Xunit;

namespace SfOAuth.Tests.Connections;

public class ConnectionRefreshTests : OrgTest
{
    private readonly MemoryVault _vault = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refreshing_again_and_again_keeps_the_login_alive(bool rotation)
    {
        Org.Scenario.RotateRefreshTokens = rotation;
        await SaveAsync("prod");

        for (int round = 0; round < 5; round++)
            Assert.NotNull(await RunAsync("prod"));

        Assert.True(Assert.Single(Org.Ledger.Families).IsAlive);
        Assert.Equal(6, (await _vault.ReadAsync("prod", CancellationToken.None))!.Generation);
        Assert.Equal(5, Org.Requests.TotalCount);
    }

    [Fact]
    public async Task The_token_comes_out_only_after_it_is_saved_and_with_the_error_if_it_could_not_be()
    {
        await SaveAsync("prod");
        _vault.RefusesWrites = true;

        var exception = await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RunAsync("prod"));

        Assert.Equal(Org.Ledger.Families[0].RefreshToken, SecureText.Reveal(exception.Token.RefreshToken));
    }

    [Fact]
    public async Task Tokens_that_could_not_be_saved_are_used_and_saved_when_they_are_handed_back()
    {
        await SaveAsync("prod");
        _vault.RefusesWrites = true;
        Token held = (await Assert.ThrowsAsync<ConnectionNotSavedException>(() => RunAsync("prod"))).Token;
        _vault.RefusesWrites = false;

        await RunAsync("prod", new RefreshOptions { Held = held });
        await RunAsync("prod", new RefreshOptions { Held = held });

        Assert.True(Assert.Single(Org.Ledger.Families).IsAlive);
    }

    [Fact]
    public async Task A_refusal_leaves_what_is_saved_as_it_was()
    {
        await SaveAsync("prod");
        Org.Scenario.NextError("refresh_token", 400, "invalid_grant", "inactive user");

        await Assert.ThrowsAsync<ProtocolException>(() => RunAsync("prod"));

        Assert.Equal(1, _vault.Writes);
        Assert.NotNull(await RunAsync("prod"));
    }

    [Fact]
    public async Task No_leave_no_request()
    {
        await SaveAsync("prod");

        Assert.Null(await RunAsync("prod", new RefreshOptions { Confirm = request => Task.FromResult(request.ToString().Contains("5Aep", StringComparison.Ordinal)) }));

        Assert.Empty(Org.Requests.All);
    }

    [Fact]
    public async Task What_is_missing_or_cannot_be_read_is_said()
    {
        _vault.Put("broken", SecureText.Protect("not json"));
        _vault.Put("newer", SecureText.Protect("""{"version":"99"}"""));
        await SaveAsync("short", "api");

        Assert.Equal(Problem.ConnectionNotFound, (await Assert.ThrowsAsync<StorageException>(() => RunAsync("nobody"))).Problem);
        Assert.Equal(Problem.ConnectionUnreadable, (await Assert.ThrowsAsync<StorageException>(() => RunAsync("broken"))).Problem);
        Assert.Contains("newer version", (await Assert.ThrowsAsync<StorageException>(() => RunAsync("newer"))).Message, StringComparison.Ordinal);
        Assert.Equal(Problem.RefreshTokenMissing, (await Assert.ThrowsAsync<StorageException>(() => RunAsync("short"))).Problem);
    }

    private Task<Token?> RunAsync(string name, RefreshOptions? options = null)
        => new ConnectionRefresh(_vault, Transport(), new SystemClock()).RunAsync(name, options ?? new RefreshOptions(), CancellationToken.None);

    private async Task SaveAsync(string name, string scope = "api refresh_token")
    {
        MintedLogin login = Org.Login(new LoginRequest { Scope = scope });
        TokenResponse response = TokenResponse.From(JsonFields.Read(login.Json), "x");
        await _vault.WriteAsync(name, ConnectionRecord.FromCode(Client(), response, DateTimeOffset.UtcNow, replaced: null));
    }
}
