using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.SignIn;

/// <summary>
/// What a browser, or whoever it is, gets to read. Its words are fixed: nothing of the request is in them, and nothing
/// in them can run. Each answer ends its connection.
/// </summary>
internal sealed class CallbackPage
{
    private const string Style =
        ":root{color-scheme:light dark}"
        + "body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}"
        + "main{max-width:36rem;margin:15vh auto 0;padding:0 1.5rem}"
        + "h1{font-size:1.75rem;line-height:1.25}"
        + "@media (prefers-color-scheme:dark){body{color:#f0f0f0;background:#121212}}";

    private readonly string _status;
    private readonly string _body;
    private readonly string _more;

    private CallbackPage(string status, string body, string more = "")
    {
        _status = status;
        _body = body;
        _more = more;
    }

    /// <summary>Permits this very style, an empty icon, and no more.</summary>
    private static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Digest(Style)}'; img-src data:; base-uri 'none'; form-action "
        + "'none'; frame-ancestors 'none'";

    internal static CallbackPage Arrived { get; } =
        new(
            "200 OK",
            Render(
                "The answer has arrived",
                "PowerShell goes on with the sign-in. You can close this tab and go back to PowerShell."
            )
        );

    /// <summary>For the person this is an answer as good as the other one, so it is no error here.</summary>
    internal static CallbackPage Refused { get; } =
        new(
            "200 OK",
            Render(
                "Sign-in was refused",
                "PowerShell says why, and what to do. You can close this tab and go back to PowerShell."
            )
        );

    internal static CallbackPage NotThisSignIn { get; } =
        new(
            "400 Bad Request",
            Render(
                "Not the sign-in that is waited for",
                "This answer belongs to another sign-in and was not used. Go back to PowerShell, and sign in with "
                    + "the address it opened or showed last."
            )
        );

    internal static CallbackPage Malformed { get; } =
        new("400 Bad Request", Render("Not a request", "Only the answer to a sign-in is received here."));

    internal static CallbackPage TooLarge { get; } =
        new(
            "431 Request Header Fields Too Large",
            Render(
                "Too large",
                "The browser sent more than is read here. Sign in in a private window, which has no cookies yet."
            )
        );

    internal static CallbackPage ForeignHost { get; } =
        new("421 Misdirected Request", Render("Not this host", "Only the answer to a sign-in is received here."));

    internal static CallbackPage NotFound { get; } =
        new("404 Not Found", Render("Nothing here", "Only the answer to a sign-in is received here."));

    internal static CallbackPage MethodNotAllowed { get; } =
        new(
            "405 Method Not Allowed",
            Render("Not this way", "Only the answer to a sign-in is received here."),
            "Allow: GET, OPTIONS\r\n"
        );

    /// <summary>To where the sign-in begins.</summary>
    internal static CallbackPage Start(string url) => new("302 Found", "", $"Location: {url}\r\n") { IsStart = true };

    /// <summary>Whether it leads on to the page that the browser was opened for.</summary>
    internal bool IsStart { get; private init; }

    internal static CallbackPage Started { get; } =
        new(
            "410 Gone",
            Render(
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
            + $"Content-Security-Policy: {Policy}\r\n\r\n";
    }

    /// <param name="title">Heading and name of the tab.</param>
    /// <param name="text">One or two sentences. Both are markup as they stand.</param>
    private static string Render(string title, string text) =>
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + $"<title>{title} - SfOAuth</title>\n"
        // Else the browser asks for an icon when nobody listens any more.
        + "<link rel=\"icon\" href=\"data:,\">\n"
        + $"<style>{Style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n"
        + "</main>\n</body>\n</html>\n";

    private static string Digest(string text)
    {
        using var sha256 = SHA256.Create();
        return Convert.ToBase64String(sha256.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
