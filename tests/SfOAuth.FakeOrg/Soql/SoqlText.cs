using System;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SfOAuth.FakeOrg.Soql;

/// <summary>
/// The escapes of a text: <c>\'</c>, <c>\\</c>, <c>\n</c> and their kin, and in a pattern <c>\%</c> and <c>\_</c>.
/// </summary>
internal static class SoqlText
{
    /// <exception cref="SoqlException">An escape that SOQL does not have.</exception>
    public static string Decode(string query, SoqlToken token) =>
        Read(query, token, (text, character) => text.Append(character));

    /// <summary>The pattern of LIKE, for the whole value and without regard to case.</summary>
    public static Regex Pattern(string query, SoqlToken token)
    {
        string pattern = Read(
            query,
            token,
            (text, character) => text.Append(Regex.Escape(character.ToString())),
            (text, character) => text.Append(character == '%' ? ".*" : ".")
        );
        return new Regex(
            "^" + pattern + "$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline
        );
    }

    private static string Read(
        string query,
        SoqlToken token,
        Action<StringBuilder, char> literal,
        Action<StringBuilder, char>? wildcard = null
    )
    {
        StringBuilder text = new();
        for (int i = 0; i < token.Text.Length; i++)
        {
            char character = token.Text[i];
            if (character == '\\')
                literal(text, Escaped(query, token, ref i));
            else if (character is '%' or '_')
                (wildcard ?? literal)(text, character);
            else
                literal(text, character);
        }

        return text.ToString();
    }

    private static char Escaped(string query, SoqlToken token, ref int index)
    {
        char kind = token.Text[++index];
        switch (kind)
        {
            case 'n' or 'N':
                return '\n';
            case 'r' or 'R':
                return '\r';
            case 't' or 'T':
                return '\t';
            case 'b' or 'B':
                return '\b';
            case 'f' or 'F':
                return '\f';
            case '\'' or '"' or '\\' or '%' or '_':
                return kind;
            case 'u'
                when index + 4 < token.Text.Length
                    && ushort.TryParse(
                        token.Text.AsSpan(index + 1, 4),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out ushort code
                    ):
                index += 4;
                return (char)code;
            default:
                throw SoqlException.At(query, token.Position + index, $"Illegal escape sequence: \\{kind}");
        }
    }
}
