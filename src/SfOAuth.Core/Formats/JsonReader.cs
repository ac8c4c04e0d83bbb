using System;
using System.Globalization;
using System.Text;

namespace SfOAuth.Formats;

/// <summary>
/// Reads one JSON text from front to back (RFC 8259), to the letter: no comments, no commas too many, nothing behind
/// the end. What is wrong is never quoted, since it may be half a token. The frameworks' own reader takes half a
/// document, and its calls nest without a bound.
/// </summary>
internal sealed class JsonReader(string text)
{
    /// <summary>Far more than answers have, and far less than a stack holds.</summary>
    internal const int LargestDepth = 64;

    private const char End = '\0';

    private int _position;
    private int _depth;
    private bool _afterValue;

    /// <summary>The first character of the next value, or what stands in its place.</summary>
    internal char Peek()
    {
        while (_position < text.Length && text[_position] is ' ' or '\t' or '\n' or '\r')
            _position++;
        return _position < text.Length ? text[_position] : End;
    }

    /// <summary>Into an object or an array.</summary>
    internal void Enter(char opening)
    {
        Expect(opening);
        if (++_depth > LargestDepth)
            throw Refuse();
        _afterValue = false;
    }

    /// <summary>To the value of the next member; out of the object when there is none.</summary>
    internal bool NextMember(out string name)
    {
        name = "";
        if (!Next('}'))
            return false;
        name = ReadString();
        Expect(':');
        return true;
    }

    /// <summary>To the next value of an array; out of the array when there is none.</summary>
    internal bool NextItem() => Next(']');

    internal string ReadString()
    {
        Expect('"');
        int start = _position;
        while (_position < text.Length && text[_position] is not ('"' or '\\') and >= ' ')
            _position++;
        string plain = text.Substring(start, _position - start);
        string value = _position < text.Length && text[_position] == '\\' ? ReadEscaped(plain) : plain;
        Expect('"', skipBlanks: false);
        _afterValue = true;
        return value;
    }

    /// <summary>As it is spelled.</summary>
    internal string ReadNumber()
    {
        Peek();
        int start = _position;
        Take('-');
        if (!Take('0'))
            ReadDigits();
        if (Take('.'))
            ReadDigits();
        if (Take('e') || Take('E'))
        {
            _ = Take('+') || Take('-');
            ReadDigits();
        }

        _afterValue = true;
        return text.Substring(start, _position - start);
    }

    /// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
    internal string ReadWord()
    {
        string word = Peek() switch
        {
            't' => "true",
            'f' => "false",
            'n' => "null",
            _ => throw Refuse(),
        };
        if (string.CompareOrdinal(text, _position, word, 0, word.Length) != 0)
            throw Refuse();
        _position += word.Length;
        _afterValue = true;
        return word;
    }

    /// <summary>The next value as it is spelled.</summary>
    internal string ReadRaw()
    {
        Peek();
        int start = _position;
        Skip();
        return text.Substring(start, _position - start);
    }

    /// <summary>Fails if anything is left.</summary>
    internal void ReadEnd()
    {
        Peek();
        if (_position < text.Length)
            throw Refuse();
    }

    internal static FormatException Refuse() =>
        new("The text is not one whole JSON value of the kind that is expected.");

    private void Skip()
    {
        switch (Peek())
        {
            case '{':
                Enter('{');
                while (NextMember(out _))
                    Skip();
                break;
            case '[':
                Enter('[');
                while (NextItem())
                    Skip();
                break;
            case '"':
                ReadString();
                break;
            case '-' or (>= '0' and <= '9'):
                ReadNumber();
                break;
            default:
                ReadWord();
                break;
        }
    }

    private bool Next(char closing)
    {
        if (Peek() == closing)
        {
            _position++;
            _depth--;
            _afterValue = true;
            return false;
        }

        if (_afterValue)
            Expect(',');
        _afterValue = false;
        return true;
    }

    /// <summary>Half of a surrogate pair is legal here, if of no use; it stays what it is.</summary>
    private string ReadEscaped(string beginning)
    {
        StringBuilder value = new(beginning);
        while (_position < text.Length && text[_position] is not '"' and >= ' ')
        {
            char character = text[_position++];
            value.Append(character == '\\' ? ReadEscape() : character);
        }

        return value.ToString();
    }

    private char ReadEscape() =>
        (_position < text.Length ? text[_position++] : End) switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadCodeUnit(),
            _ => throw Refuse(),
        };

    private char ReadCodeUnit()
    {
        if (
            _position + 4 > text.Length
            || !ushort.TryParse(
                text.Substring(_position, 4),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out ushort unit
            )
        )
            throw Refuse();
        _position += 4;
        return (char)unit;
    }

    private void ReadDigits()
    {
        int start = _position;
        while (_position < text.Length && text[_position] is >= '0' and <= '9')
            _position++;
        if (_position == start)
            throw Refuse();
    }

    private bool Take(char character)
    {
        if (_position >= text.Length || text[_position] != character)
            return false;
        _position++;
        return true;
    }

    private void Expect(char character, bool skipBlanks = true)
    {
        if (skipBlanks)
            Peek();
        if (!Take(character))
            throw Refuse();
    }
}
