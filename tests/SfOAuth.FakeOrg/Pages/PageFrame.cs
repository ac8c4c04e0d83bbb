using System.Text.Encodings.Web;

namespace SfOAuth.FakeOrg.Pages;

/// <summary>
/// What all pages share. They load nothing, so they work with no network and under any content policy.
/// </summary>
internal static class PageFrame
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;color:#181818;background:#f3f3f3;margin:0}
        main{max-width:24rem;margin:4rem auto;padding:2rem;background:#fff;border:1px solid #c9c9c9;
          border-radius:.25rem}
        h1{font-size:1.25rem;margin-top:0}
        label{display:block;margin-top:1rem}
        input[type=text],input[type=password]{width:100%;box-sizing:border-box;padding:.5rem;font:inherit;
          border:1px solid #747474;border-radius:.25rem}
        .button{margin-top:1.5rem;padding:.5rem 1.25rem;font:inherit;border:1px solid #0176d3;
          border-radius:.25rem;background:#0176d3;color:#fff}
        .plain{background:#fff;color:#0b5cab}
        .error{padding:.5rem 1rem;border-left:4px solid #ba0517;background:#fef1ee}
        """;

    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static string Write(string title, string body) =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{Encode(title)}</h1>
            {body}
            </main>
            </body>
            </html>
            """;
}
