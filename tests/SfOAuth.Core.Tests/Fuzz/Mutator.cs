using System;
using System.Text;

namespace SfOAuth.Tests.Fuzz;

/// <summary>Changes a good text by chance: characters, pieces, and what readers stumble over.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly string[] _stumbles =
    [
        "\0",
        "\u001b[2J",
        "\ud800",
        "\udc00",
        "\ufeff",
        "\u202e",
        "\r\n",
        "\\",
        "\\u",
        "\\ud800",
        "\"",
        "'",
        "%",
        "%00",
        "%zz",
        "%ud800",
        "{",
        "}",
        "[",
        "]",
        "[[[[[[[[",
        "{\"a\":",
        "<",
        "</",
        "<![CDATA[",
        "]]>",
        "<!--",
        "&lt;",
        "&#0;",
        "&#xD800;",
        "=",
        "==",
        "&",
        "+",
        ";",
        ",",
        ",,",
        ":",
        "://",
        "//",
        "@",
        "#",
        "?",
        "..",
        "NaN",
        "1e999",
        "-0",
        "99999999999999999999",
        "253402300799999",
        "null",
        "true",
        "é",
        "ß",
        "ı",
        "𝒳",
        " ",
        "\t",
        "https://",
        "http://",
        "xn--",
        "[::1]",
        "127.0.0.1",
        "-----BEGIN ",
        "-----END ",
        "eyJ",
        "a.b.c",
    ];

    /// <summary>The text after one to four changes.</summary>
    internal string Change(string text)
    {
        var changed = new StringBuilder(text);
        for (int left = 1 + random.Next(4); left > 0; left--)
            ChangeOnce(changed);
        return changed.ToString();
    }

    private void ChangeOnce(StringBuilder text)
    {
        int at = random.Next(text.Length + 1);
        int length = Math.Min(random.Next(16), text.Length - at);
        switch (random.Next(6))
        {
            case 0:
                text.Insert(at, _stumbles[random.Next(_stumbles.Length)]);
                break;
            case 1:
                text.Remove(at, length).Insert(at, _stumbles[random.Next(_stumbles.Length)]);
                break;
            case 2:
                text.Remove(at, length);
                break;
            case 3:
                text.Insert(random.Next(text.Length + 1), text.ToString(at, length));
                break;
            case 4:
                text.Length = at;
                break;
            default:
                text.Insert(at, (char)random.Next(0x250));
                break;
        }
    }
}
