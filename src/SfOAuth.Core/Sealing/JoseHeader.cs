using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SfOAuth.Sealing;

/// <summary>
/// The header of a JWE as names and texts: one flat JSON object. Ten thousand of these are read to list connections,
/// and they come from files that anybody may have changed, so the reader is small and strict: a name stands once,
/// nothing is nested, and numbers and booleans keep their spelling. The general reader would make XML of each.
/// </summary>
internal static class JoseHeader
{
    private const int MostMembers = 64;

    internal static string Write(IEnumerable<KeyValuePair<string, string>> members)
    {
        var json = new StringBuilder("{");
        foreach (KeyValuePair<string, string> member in members)
        {
            if (json.Length > 1)
                json.Append(',');
            WriteText(json, member.Key);
            json.Append(':');
            WriteText(json, member.Value);
        }

        return json.Append('}').ToString();
    }

    /// <exception cref="FormatException">The text is not one flat JSON object.</exception>
    internal static Dictionary<string, string> Read(string json)
    {
        var reader = new Reader(json);
        Dictionary<string, string> members = new(StringComparer.Ordinal);
        reader.Take('{');
        if (!reader.TryTake('}'))
        {
            do
            {
                string name = reader.ReadText();
                reader.Take(':');
                string value = reader.ReadValue();
                if (members.ContainsKey(name) || members.Count == MostMembers)
                    throw Malformed();
                members[name] = value;
            } while (reader.TryTake(','));
            reader.Take('}');
        }

        reader.RequireEnd();
        return members;
    }

    // All that is not plain ASCII is escaped, so that half a surrogate pair comes back as it was too.
    private static void WriteText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char character in text)
        {
            if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else if (character is < ' ' or > '~')
                json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            else
                json.Append(character);
        }

        json.Append('"');
    }

    private static FormatException Malformed() => new("The header is not one flat JSON object.");

    private sealed class Reader(string json)
    {
        private int _position;

        internal void RequireEnd()
        {
            SkipBlanks();
            if (_position < json.Length)
                throw Malformed();
        }

        internal void Take(char expected)
        {
            if (!TryTake(expected))
                throw Malformed();
        }

        internal bool TryTake(char expected)
        {
            SkipBlanks();
            if (_position == json.Length || json[_position] != expected)
                return false;
            _position++;
            return true;
        }

        internal string ReadText()
        {
            Take('"');
            var text = new StringBuilder();
            for (char character = Next(); character != '"'; character = Next())
            {
                if (character < ' ')
                    throw Malformed();
                text.Append(character == '\\' ? ReadEscape() : character);
            }

            return text.ToString();
        }

        internal string ReadValue()
        {
            SkipBlanks();
            if (_position < json.Length && json[_position] == '"')
                return ReadText();
            int start = _position;
            while (_position < json.Length && json[_position] is not (',' or '}' or ' ' or '\t' or '\r' or '\n'))
                _position++;
            string value = json.Substring(start, _position - start);
            return value is "true" or "false" or "null" || IsNumber(value) ? value : throw Malformed();
        }

        private char ReadEscape() =>
            Next() switch
            {
                'u' => ReadCode(),
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                char same and ('"' or '\\' or '/') => same,
                _ => throw Malformed(),
            };

        private char ReadCode()
        {
            int code = 0;
            for (int i = 0; i < 4; i++)
                code = (code << 4) | ReadDigit();
            return (char)code;
        }

        private int ReadDigit() =>
            Next() switch
            {
                char digit and >= '0' and <= '9' => digit - '0',
                char digit and >= 'a' and <= 'f' => digit - 'a' + 10,
                char digit and >= 'A' and <= 'F' => digit - 'A' + 10,
                _ => throw Malformed(),
            };

        private char Next() => _position < json.Length ? json[_position++] : throw Malformed();

        private void SkipBlanks()
        {
            while (_position < json.Length && json[_position] is ' ' or '\t' or '\r' or '\n')
                _position++;
        }

        // RFC 8259, section 6: neither "01" nor "1." nor "-Infinity", which .NET takes for numbers.
        private static bool IsNumber(string value) =>
            Regex.IsMatch(value, @"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant);
    }
}
