using System;
using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.SignIn;

/// <summary>
/// The page a person sees in the browser. Its words are fixed: nothing of the request is in it, and nothing in it can
/// run.
/// </summary>
internal static class ResultPage
{
    private const string Style =
        ":root{color-scheme:light dark}"
        + "body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}"
        + "main{max-width:36rem;margin:15vh auto 0;padding:0 1.5rem}"
        + "h1{font-size:1.75rem;line-height:1.25}"
        + "@media (prefers-color-scheme:dark){body{color:#f0f0f0;background:#121212}}";

    /// <summary>Permits this very style, an empty icon, and no more.</summary>
    internal static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Digest(Style)}'; img-src data:; base-uri 'none'; form-action "
        + "'none'; frame-ancestors 'none'";

    /// <param name="title">Heading and name of the tab.</param>
    /// <param name="text">One or two sentences. Both are markup as they stand.</param>
    internal static string Render(string title, string text) =>
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
