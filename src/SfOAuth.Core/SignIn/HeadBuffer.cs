using System;
using System.Text;

namespace SfOAuth.SignIn;

/// <summary>
/// The head of a request as it comes in, without its cookies. All that was ever developed on this machine under the
/// same host name has left some, and a browser sends them all.
/// </summary>
internal sealed class HeadBuffer
{
    private static readonly byte[] _cookie = [.. Encoding.ASCII.GetBytes("cookie:")];
    private static readonly Encoding _latin1 = Encoding.GetEncoding("iso-8859-1");

    private readonly byte[] _kept = new byte[CallbackLimits.HeadBytes];
    private int _length;
    private int _line;
    private int _read;
    private byte _last;
    private bool _isCookie;

    /// <summary>All lines without the empty one that ends them; null while they are not all there.</summary>
    internal string? Text { get; private set; }

    /// <summary>Whether it holds more than is read here.</summary>
    internal bool IsTooLarge => _length == _kept.Length || _read >= CallbackLimits.BytesWithCookies;

    /// <summary>Whether what has come can become a request.</summary>
    internal bool CanBeRequest => _length == 0 || RequestHead.CanStartWith(_kept[0]);

    internal void Add(byte[] piece, int count)
    {
        for (int i = 0; i < count && Text is null && !IsTooLarge; i++)
            Add(piece[i]);
    }

    private void Add(byte next)
    {
        bool isEndOfLine = next == '\n' && _last == '\r';
        _last = next;
        _read++;
        if (!_isCookie)
            Keep(next, isEndOfLine);
        else if (isEndOfLine)
            _isCookie = false;
    }

    private void Keep(byte next, bool isEndOfLine)
    {
        _kept[_length++] = next;
        if (isEndOfLine && _length == _line + 2)
            Text = _latin1.GetString(_kept, 0, Math.Max(0, _line - 2));
        else if (isEndOfLine)
            _line = _length;
        else if (_line > 0 && next == ':' && IsCookie())
            (_length, _isCookie) = (_line, true);
    }

    private bool IsCookie()
    {
        if (_length != _line + _cookie.Length)
            return false;
        for (int i = 0; i < _cookie.Length; i++)
        {
            if ((_kept[_line + i] | 0x20) != (_cookie[i] | 0x20))
                return false;
        }

        return true;
    }
}
