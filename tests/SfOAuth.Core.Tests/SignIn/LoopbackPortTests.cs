using System;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.SignIn;
using Xunit;

namespace SfOAuth.Tests.SignIn;

/// <summary>
/// The listener takes the port of the redirect URI on loopback, all of it, and gives it back at once.
/// </summary>
public class LoopbackPortTests : ListenerTest
{
    // Mono lists the listeners of IPv4 only.
    [Fact]
    [Trait("Mono", "differs")]
    public void Localhost_is_both_families_and_no_other_address()
    {
        Listen();

        Assert.Equal([$"127.0.0.1:{Port}", $"[::1]:{Port}"], Listener.Endpoints);
        IPEndPoint[] taken = Array.FindAll(
            IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(),
            end => end.Port == Port
        );
        Assert.Equal(2, taken.Length);
        Assert.DoesNotContain(taken, end => end.Address.Equals(IPAddress.Any) || end.Address.Equals(IPAddress.IPv6Any));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task An_address_is_listened_on_alone(string host)
    {
        Listen(redirectUri: $"http://{host}:{Port}/");

        Assert.Equal([$"{host}:{Port}"], Listener.Endpoints);
        using RawClient client = await ConnectAsync(IPAddress.Parse(host));
        await client.SendAsync($"GET /?{GoodQuery} HTTP/1.1\r\nHost: {host}:{Port}\r\n\r\n");
        Assert.Equal(200, (await client.ReadAnswerAsync()).Status);
        client.Dispose();
        Assert.Equal("a+b==", (await Waiting).RequireCode(State, "acme"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task The_answer_is_taken_on_both(string address)
    {
        Listen();

        using RawClient client = await ConnectAsync(IPAddress.Parse(address));
        await client.SendAsync($"GET /OauthRedirect?{GoodQuery} HTTP/1.1\r\nHost: LOCALHOST:{Port}\r\n\r\n");

        Assert.Equal(200, (await client.ReadAnswerAsync()).Status);
        client.Dispose();
        await Waiting;
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_port_taken_on_one_family_is_in_use_and_the_other_is_given_back(string address)
    {
        using var other = new Socket(IPAddress.Parse(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Parse(address), Port));
        other.Listen(backlog: 1);

        var exception = Assert.Throws<SfOAuthException>(() => CallbackListener.Open(RedirectUri));

        Assert.Equal(Problem.PortInUse, exception.Problem);
        Assert.Contains($"{Port}", exception.Message, StringComparison.Ordinal);
        other.Close();
        Listen();
    }

    [Fact]
    public async Task The_port_is_free_again_as_soon_as_it_is_given_back()
    {
        for (int round = 0; round < 20; round++)
        {
            Listen();
            using RawClient idle = await ConnectAsync();
            if (round % 2 == 0)
                await CompleteAsync();

            Listener.Dispose();

            await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync());
            await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync(IPAddress.IPv6Loopback));
        }
    }

    [Fact]
    public async Task Giving_it_back_ends_the_wait_and_the_connections()
    {
        Listen();
        using RawClient idle = await ConnectAsync();

        Listener.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Waiting);
        Assert.Equal("", await idle.ReadToEndAsync());
    }

    [Theory]
    [InlineData("https://localhost:1717/OauthRedirect")]
    [InlineData("http://acme.example:1717/OauthRedirect")]
    [InlineData("http://localhost.evil.example:1717/")]
    [InlineData("http://127.0.0.2:1717/")]
    [InlineData("http://0.0.0.0:1717/")]
    [InlineData("http://[::]:1717/")]
    [InlineData("com.example.app:/callback")]
    [InlineData("https://login.salesforce.com/services/oauth2/success")]
    public void An_address_elsewhere_is_refused_with_the_way_round(string redirectUri)
    {
        var exception = Assert.Throws<SfOAuthException>(() => CallbackListener.Open(redirectUri));

        Assert.Equal(Problem.ParameterInvalid, exception.Problem);
        Assert.Contains("-NoBrowser", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Get-SfAuthorizeUrl", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OauthRedirect")]
    [InlineData("http://me:secret@localhost:1717/")]
    [InlineData("http://localhost:1717/?secret")]
    [InlineData("http://localhost:1717/#secret")]
    public void A_redirect_uri_with_more_than_a_path_is_refused_and_not_repeated(string redirectUri)
    {
        var exception = Assert.Throws<SfOAuthException>(() => CallbackListener.Open(redirectUri));

        Assert.Equal(Problem.ParameterInvalid, exception.Problem);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }
}
