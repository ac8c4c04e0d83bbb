using System.Collections.Generic;
using System.Text;

namespace SfOAuth.SignIn;

/// <summary>What a browser, or whoever it is, gets to read. Each answer ends its connection.</summary>
internal sealed class CallbackPage
{
    private readonly string _status;
    private readonly string _body;
    private readonly string _more;

    private CallbackPage(string status, string body, string more = "")
    {
        _status = status;
        _body = body;
        _more = more;
    }

    internal static CallbackPage Arrived { get; } =
        new(
            "200 OK",
            ResultPage.Render(
                "The answer has arrived",
                "PowerShell goes on with the sign-in. You can close this tab and go back to PowerShell."
            )
        );

    /// <summary>For the person this is an answer as good as the other one, so it is no error here.</summary>
    internal static CallbackPage Refused { get; } =
        new(
            "200 OK",
            ResultPage.Render(
                "Sign-in was refused",
                "PowerShell says why, and what to do. You can close this tab and go back to PowerShell."
            )
        );

    internal static CallbackPage NotThisSignIn { get; } =
        new(
            "400 Bad Request",
            ResultPage.Render(
                "Not the sign-in that is waited for",
                "This answer belongs to another sign-in and was not used. Go back to PowerShell, and sign in with "
                    + "the address it opened or showed last."
            )
        );

    internal static CallbackPage Malformed { get; } =
        new("400 Bad Request", ResultPage.Render("Not a request", "Only the answer to a sign-in is received here."));

    internal static CallbackPage TooLarge { get; } =
        new(
            "431 Request Header Fields Too Large",
            ResultPage.Render(
                "Too large",
                "The browser sent more than is read here. Sign in in a private window, which has no cookies yet."
            )
        );

    internal static CallbackPage ForeignHost { get; } =
        new(
            "421 Misdirected Request",
            ResultPage.Render("Not this host", "Only the answer to a sign-in is received here.")
        );

    internal static CallbackPage NotFound { get; } =
        new("404 Not Found", ResultPage.Render("Nothing here", "Only the answer to a sign-in is received here."));

    internal static CallbackPage MethodNotAllowed { get; } =
        new(
            "405 Method Not Allowed",
            ResultPage.Render("Not this way", "Only the answer to a sign-in is received here."),
            "Allow: GET, OPTIONS\r\n"
        );

    /// <summary>To where the sign-in begins.</summary>
    internal static CallbackPage Start(string url) => new("302 Found", "", $"Location: {url}\r\n") { IsStart = true };

    /// <summary>Whether it leads on to the page that the browser was opened for.</summary>
    internal bool IsStart { get; private init; }

    internal static CallbackPage Started { get; } =
        new(
            "410 Gone",
            ResultPage.Render(
                "This address was used already",
                "It works once. If that was not you, end the sign-in in PowerShell with Ctrl+C, and begin again."
            )
        );

    /// <summary>
    /// Chromium asks the user before a page of the internet may lead to this machine. Only the login host has it.
    /// </summary>
    internal static CallbackPage Preflight(string loginOrigin) =>
        new(
            "204 No Content",
            "",
            string.Concat(
                "Access-Control-Allow-Private-Network: true\r\n",
                $"Access-Control-Allow-Origin: {loginOrigin}\r\n",
                "Access-Control-Allow-Methods: GET\r\n",
                "Vary: Origin\r\n"
            )
        );

    internal byte[] ToBytes()
    {
        byte[] body = Encoding.UTF8.GetBytes(_body);
        List<byte> bytes = [.. Encoding.ASCII.GetBytes(Head(body.Length)), .. body];
        return [.. bytes];
    }

    private string Head(int length)
    {
        // Where there is no content, a length is not allowed (RFC 9110, section 8.6).
        string content = length == 0 ? "" : $"Content-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n";
        return $"HTTP/1.1 {_status}\r\n{content}{_more}"
            + "Connection: close\r\nCache-Control: no-store\r\nReferrer-Policy: "
            + "no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
            + $"Content-Security-Policy: {ResultPage.Policy}\r\n\r\n";
    }
}
