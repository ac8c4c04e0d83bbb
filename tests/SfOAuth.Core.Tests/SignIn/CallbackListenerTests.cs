using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using SfOAuth.SignIn;
using Xunit;

namespace SfOAuth.Tests.SignIn;

/// <summary>
/// The browser comes back, or something else does: only the answer to this sign-in ends the wait, and everybody gets an
/// answer.
/// </summary>
public class CallbackListenerTests : ListenerTest
{
    private static readonly string[] _headers =
    [
        "Connection",
        "Cache-Control",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "Content-Type",
    ];
    private static readonly string[] _values =
    [
        "close",
        "no-store",
        "no-referrer",
        "nosniff",
        "text/html; charset=utf-8",
    ];
    private static readonly string[] _parts =
    [
        "<html lang=\"en\">",
        "<title>",
        "<h1>",
        "<main>",
        "prefers-color-scheme",
    ];

    public static TheoryData<string, string, int> Strays() =>
        new()
        {
            { "favicon", "GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n", 404 },
            { "the root", "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", 404 },
            { "a path in another case", "GET /oauthredirect?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n", 404 },
            { "a path below", "GET /OauthRedirect/?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n", 404 },
            { "HEAD", "HEAD /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n", 405 },
            { "POST", "POST /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\n\r\nabcd", 405 },
            { "no state", "GET /OauthRedirect?code=abc HTTP/1.1\r\nHost: {host}\r\n\r\n", 400 },
            { "another state", "GET /OauthRedirect?code=abc&state=another HTTP/1.1\r\nHost: {host}\r\n\r\n", 400 },
            {
                "the beginning of the state",
                "GET /OauthRedirect?code=abc&state=the-state HTTP/1.1\r\nHost: {host}\r\n\r\n",
                400
            },
            {
                "the state in second place",
                "GET /OauthRedirect?state=another&{good} HTTP/1.1\r\nHost: {host}\r\n\r\n",
                400
            },
            {
                "an error of another sign-in",
                "GET /OauthRedirect?error=access_denied&state=another HTTP/1.1\r\nHost: {host}\r\n\r\n",
                400
            },
            {
                "the state and nothing else",
                "GET /OauthRedirect?state=" + State + " HTTP/1.1\r\nHost: {host}\r\n\r\n",
                400
            },
            { "no query", "GET /OauthRedirect HTTP/1.1\r\nHost: {host}\r\n\r\n", 400 },
            { "a foreign host", "GET /OauthRedirect?{good} HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421 },
            {
                "a foreign host with this port",
                "GET /OauthRedirect?{good} HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n",
                421
            },
            {
                "localhost below another name",
                "GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}.evil.example\r\n\r\n",
                421
            },
            { "another port", "GET /OauthRedirect?{good} HTTP/1.1\r\nHost: localhost\r\n\r\n", 421 },
            { "no host", "GET /OauthRedirect?{good} HTTP/1.1\r\nAccept: */*\r\n\r\n", 400 },
            { "two hosts", "GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n", 400 },
            { "a whole URL as target", "GET http://{host}/OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400 },
            { "a target that is not ASCII", "GET /OauthRedirect?\u00fc&{good} HTTP/1.1\r\nHost: {host}\r\n\r\n", 400 },
            { "HTTP/0.9", "GET /OauthRedirect?{good}\r\n\r\n", 400 },
            { "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400 },
            {
                "a header without a colon",
                "GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\nnothing\r\n\r\n",
                400
            },
            { "a header with a blank in its name", "GET /OauthRedirect?{good} HTTP/1.1\r\nHost : {host}\r\n\r\n", 400 },
            { "a folded header", "GET /OauthRedirect?{good} HTTP/1.1\r\nHost:\r\n {host}\r\n\r\n", 400 },
            { "TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001", 400 },
            { "garbage", "\u0000\u0001garbage", 400 },
            {
                "headers without end",
                "GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\nX-Cookie: {much}\r\n\r\n",
                431
            },
            { "a target without end", "GET /OauthRedirect?{good}&x={much} HTTP/1.1\r\nHost: {host}\r\n\r\n", 431 },
            {
                "cookies without end",
                "GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\nCookie: {endless}\r\n\r\n",
                431
            },
            {
                "a foreign host behind many cookies",
                "GET /OauthRedirect?{good} HTTP/1.1\r\nCookie: {much}\r\nHost: evil.example\r\n\r\n",
                421
            },
        };

    [Theory]
    [MemberData(nameof(Strays))]
    public async Task What_is_not_the_answer_is_told_so_and_does_not_end_the_wait(
        string what,
        string request,
        int status
    )
    {
        Listen();

        RawAnswer answer = await SendAsync(Fill(request));

        Assert.True(status == answer.Status, $"{what}: {answer.Status}");
        Assert.False(Waiting.IsCompleted);
        Assert.Equal("a+b==", (await CompleteAsync()).RequireCode(State, "acme"));
    }

    [Fact]
    public async Task A_code_ends_the_wait_and_the_page_says_to_go_back()
    {
        Listen();

        RawAnswer page = await GetAsync("/OauthRedirect?" + GoodQuery);

        Assert.Equal(200, page.Status);
        Assert.Contains("go back to PowerShell", page.Body, StringComparison.Ordinal);
        Assert.Contains("The answer has arrived", page.Body, StringComparison.Ordinal);
        Assert.Equal("a+b==", (await Waiting).RequireCode(State, "acme"));
        Assert.Equal(0, Listener.IgnoredCallbacks);
    }

    [Theory]
    [InlineData("Host: {host}\r\nCookie: {much}\r\n")]
    [InlineData("Cookie: {much}\r\nHost: {host}\r\n")]
    [InlineData("cookie: {much}\r\nHost: {host}\r\nCOOKIE: {much}\r\nAccept: */*\r\n")]
    [InlineData("Cookie:\r\nHost: {host}\r\n")]
    public async Task Cookies_for_this_host_name_are_read_past(string headers)
    {
        Listen();

        RawAnswer page = await SendAsync(Fill("GET /OauthRedirect?{good} HTTP/1.1\r\n" + headers + "\r\n"));

        Assert.Equal(200, page.Status);
        Assert.Equal("a+b==", (await Waiting).RequireCode(State, "acme"));
    }

    [Fact]
    public async Task A_refusal_ends_the_wait_and_the_page_says_that_it_is_one()
    {
        Listen();

        RawAnswer page = await GetAsync(
            "/OauthRedirect?error=access_denied&error_description=end-user+denied+authorization&state=" + State
        );

        Assert.Contains("Sign-in was refused", page.Body, StringComparison.Ordinal);
        AuthorizationResponse response = await Waiting;
        Assert.Equal(
            Problem.AccessDenied,
            Assert.Throws<ProtocolException>(() => response.RequireCode(State, "acme")).Problem
        );
    }

    [Fact]
    public async Task A_code_counts_for_a_while_after_a_refusal_that_anybody_could_have_sent()
    {
        Listen(new CallbackLimits { RefusalTime = TimeSpan.FromSeconds(20) });
        await GetAsync("/OauthRedirect?error=access_denied&state=" + State);

        AuthorizationResponse response = await CompleteAsync();

        Assert.Equal("a+b==", response.RequireCode(State, "acme"));
    }

    [Fact]
    public async Task What_the_browser_opens_leads_on_once_and_holds_nothing_of_the_request()
    {
        Listen();
        var start = new Uri(Listener.StartUrl);
        Assert.Equal((Listener.StartUrl, $"localhost:{Port}", ""), (start.AbsoluteUri, start.Authority, start.Query));

        RawAnswer first = await GetAsync(start.AbsolutePath);
        RawAnswer second = await GetAsync(start.AbsolutePath);

        Assert.Equal((302, 410), (first.Status, second.Status));
        Assert.Equal(AuthorizeUrl, first.Headers["Location"]);
        Assert.DoesNotContain(State, string.Concat(second.Headers.Values) + second.Body, StringComparison.Ordinal);
        Assert.Equal(0, Listener.IgnoredCallbacks);
        await CompleteAsync();
    }

    [Fact]
    public async Task The_one_time_address_is_nobodys_guess()
    {
        Listen();

        Assert.Equal(404, (await GetAsync("/" + new string('A', 32))).Status);
        using var another = CallbackListener.Open($"http://localhost:{FreePort()}/x", AuthorizeUrl);
        Assert.NotEqual(new Uri(Listener.StartUrl).AbsolutePath, new Uri(another.StartUrl).AbsolutePath);
    }

    [Fact]
    public async Task Callbacks_of_other_sign_ins_are_counted_and_other_visits_are_not()
    {
        Listen();
        await GetAsync("/OauthRedirect?code=abc&state=another");
        await GetAsync("/OauthRedirect?code=abc");
        await GetAsync("/favicon.ico");
        await GetAsync("/OauthRedirect?code=abc&state=another", host: "evil.example");

        await CompleteAsync();

        Assert.Equal(2, Listener.IgnoredCallbacks);
    }

    [Fact]
    public async Task Of_two_answers_the_first_counts_and_both_get_a_page()
    {
        Listen();
        using RawClient first = await ConnectAsync();
        using RawClient second = await ConnectAsync();
        await first.SendAsync(
            Fill("GET /OauthRedirect?code=first&state=" + State + " HTTP/1.1\r\nHost: {host}\r\n\r\n")
        );
        string page = await first.ReadToEndAsync();
        Assert.False(Waiting.IsCompleted);

        await second.SendAsync(
            Fill("GET /OauthRedirect?code=second&state=" + State + " HTTP/1.1\r\nHost: {host}\r\n\r\n")
        );

        Assert.Equal(page, await second.ReadToEndAsync());
        second.Dispose();
        first.Dispose();
        Assert.Equal("first", (await Waiting).RequireCode(State, "acme"));
    }

    [Fact]
    public async Task An_answer_in_many_small_pieces_is_one()
    {
        Listen();
        using RawClient client = await ConnectAsync();

        foreach (char sign in Fill("GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
            await client.SendAsync(sign.ToString());

        Assert.Equal(200, (await client.ReadAnswerAsync()).Status);
        Assert.Equal("a+b==", (await Waiting).RequireCode(State, "acme"));
    }

    [Fact]
    public async Task A_tab_closed_while_its_page_comes_has_brought_the_answer_all_the_same()
    {
        Listen();
        using RawClient client = await ConnectAsync();
        await client.SendAsync(Fill("GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        await client.ReadByteAsync();

        client.Reset();

        Assert.Equal("a+b==", (await Waiting).RequireCode(State, "acme"));
    }

    [Fact]
    public async Task A_tab_closed_in_the_middle_of_its_request_is_no_answer()
    {
        Listen();
        using RawClient client = await ConnectAsync();
        await client.SendAsync(Fill("GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\n"));

        client.Reset();

        await CompleteAsync();
    }

    [Fact]
    public async Task A_preflight_lets_the_login_host_in_and_nobody_else()
    {
        Listen();

        RawAnswer answer = await SendAsync(
            Fill(
                "OPTIONS /OauthRedirect HTTP/1.1\r\nHost: {host}\r\nOrigin: "
                    + "https://evil.example\r\nAccess-Control-Request-Method: "
                    + "GET\r\nAccess-Control-Request-Private-Network: true\r\n\r\n"
            )
        );

        Assert.Equal(204, answer.Status);
        Assert.Equal("true", answer.Headers["Access-Control-Allow-Private-Network"]);
        Assert.Equal(Origin, answer.Headers["Access-Control-Allow-Origin"]);
        Assert.DoesNotContain("Content-Length", answer.Headers.Keys);
        await CompleteAsync();
    }

    [Theory]
    [InlineData("/OauthRedirect?code=secret-marker&state=" + State)]
    [InlineData("/OauthRedirect?error=secret-marker%3Cscript%3E&error_description=secret-marker&state=" + State)]
    [InlineData("/OauthRedirect?code=secret-marker&state=secret-marker")]
    [InlineData("/secret-marker?secret-marker")]
    public async Task A_page_is_fixed_text_that_can_run_nothing_and_repeats_nothing(string target)
    {
        Listen();

        RawAnswer page = await GetAsync(target);

        Assert.DoesNotContain("marker", page.Body + string.Join("", page.Headers), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("<!DOCTYPE html>", page.Body, StringComparison.Ordinal);
        Assert.All(_parts, part => Assert.Contains(part, page.Body, StringComparison.Ordinal));
        Assert.Equal(
            System.Text.Encoding.UTF8.GetByteCount(page.Body),
            int.Parse(page.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.Equal(_values, _headers.Select(name => page.Headers[name]));
        Assert.StartsWith(
            "default-src 'none'; style-src 'sha256-",
            page.Headers["Content-Security-Policy"],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("unsafe", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_connections_that_say_nothing_keep_nobody_out()
    {
        Listen();
        RawClient[] silent = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ConnectAsync()));

        await CompleteAsync();

        Array.ForEach(silent, client => client.Dispose());
    }

    [Fact]
    public async Task Two_hundred_connections_full_of_garbage_keep_nobody_out()
    {
        Listen();
        byte[] garbage = new byte[64 * 1024];
        new Random(20261121).NextBytes(garbage);
        RawClient[] clients = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ConnectAsync()));
        Task[] sending = [.. clients.Select(client => SendQuietlyAsync(client, garbage))];

        await CompleteAsync();

        await Task.WhenAll(sending);
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public async Task The_oldest_connection_gives_way_to_the_newest()
    {
        Listen(new CallbackLimits { Connections = 2 });
        using RawClient first = await ConnectAsync();
        using RawClient second = await ConnectAsync();
        using RawClient third = await ConnectAsync();

        Assert.Equal("", await first.ReadToEndAsync());

        await third.SendAsync(Fill("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        await second.SendAsync(Fill("GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        Assert.Equal((404, 200), ((await third.ReadAnswerAsync()).Status, (await second.ReadAnswerAsync()).Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /OauthRedirect?")]
    public async Task A_slow_client_is_cut_off(string beginning)
    {
        Listen(new CallbackLimits { ReadTime = TimeSpan.FromMilliseconds(200) });
        using RawClient slow = await ConnectAsync();
        await slow.SendAsync(beginning);

        Assert.Equal("", await slow.ReadToEndAsync());

        await CompleteAsync();
    }

    [Fact]
    public async Task A_browser_that_never_closes_its_side_does_not_hold_up_the_sign_in()
    {
        Listen(new CallbackLimits { CloseTime = TimeSpan.FromMilliseconds(200) });
        using RawClient client = await ConnectAsync();

        await client.SendAsync(Fill("GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\n\r\n"));

        Assert.Equal("a+b==", (await Waiting).RequireCode(State, "acme"));
        Assert.Equal(200, (await client.ReadAnswerAsync()).Status);
    }

    [Fact]
    public async Task The_page_is_there_in_full_though_the_request_was_not_read_to_its_end()
    {
        Listen();
        using RawClient client = await ConnectAsync();
        await client.SendAsync(
            Fill("GET /OauthRedirect?{good} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000\r\n\r\n")
                + new string('x', 100000)
        );

        RawAnswer page = await client.ReadAnswerAsync();

        Assert.EndsWith("</html>\n", page.Body, StringComparison.Ordinal);
        // Who breaks off while something is still under way takes back what was not fetched yet.
        await client.SendAsync("more");
        await client.SendAsync("of it");
        client.Dispose();
        await Waiting;
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var cancelled = new CancellationTokenSource();
        using var listener = CallbackListener.Open(RedirectUri);
        Task<AuthorizationResponse> waiting = listener.WaitAsync(State, Origin, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task SendQuietlyAsync(RawClient client, byte[] bytes)
    {
        try
        {
            await client.SendAsync(bytes);
        }
        catch (System.IO.IOException)
        {
            // Cut off in the middle, as it should be.
        }
    }

    private string Fill(string request) =>
        request
            .Replace("{good}", GoodQuery, StringComparison.Ordinal)
            .Replace("{host}", $"localhost:{Port}", StringComparison.Ordinal)
            .Replace("{port}", $"{Port}", StringComparison.Ordinal)
            .Replace("{endless}", new string('c', 1_100_000), StringComparison.Ordinal)
            .Replace("{much}", new string('c', 20_000), StringComparison.Ordinal);
}
