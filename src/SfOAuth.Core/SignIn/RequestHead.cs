using System;
using System.Linq;

namespace SfOAuth.SignIn;

/// <summary>
/// The head of an HTTP request (RFC 9112, sections 3 and 5), as far as a callback needs it. Whatever is not to the
/// letter is refused, not guessed at.
/// </summary>
internal sealed class RequestHead
{
    private RequestHead(string method, string target, string? host)
    {
        int question = target.IndexOf('?');
        Method = method;
        Path = question < 0 ? target : target.Substring(0, question);
        Query = question < 0 ? "" : target.Substring(question + 1);
        Host = host;
    }

    internal string Method { get; }

    /// <summary>Escaped, as sent.</summary>
    internal string Path { get; }

    /// <summary>Without the question mark; empty when there is none.</summary>
    internal string Query { get; }

    /// <summary>The Host header; null when there is none.</summary>
    internal string? Host { get; }

    /// <summary>Whether a text that begins so can become a request.</summary>
    internal static bool CanStartWith(byte first) => first is >= (byte)'A' and <= (byte)'Z';

    /// <param name="text">All lines, without the empty one that ends them.</param>
    /// <returns>Null when it is no HTTP/1 request.</returns>
    internal static RequestHead? TryParse(string text)
    {
        string[] lines = text.Split(["\r\n"], StringSplitOptions.None);
        string[] words = lines[0].Split(' ');
        if (
            words.Length != 3
            || !IsMethod(words[0])
            || !IsTarget(words[1])
            || words[2] is not ("HTTP/1.1" or "HTTP/1.0")
        )
            return null;

        string? host = null;
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':');
            if (colon <= 0 || line.Take(colon).Any(sign => sign is <= ' ' or > '~'))
                return null;
            if (!line.Substring(0, colon).Equals("Host", StringComparison.OrdinalIgnoreCase))
                continue;
            // Two of them are a way to show each reader another one.
            if (host is not null)
                return null;
            host = line.Substring(colon + 1).Trim(' ', '\t');
        }

        return new RequestHead(words[0], words[1], host);
    }

    private static bool IsMethod(string word) => word.Length > 0 && word.All(sign => sign is >= 'A' and <= 'Z');

    private static bool IsTarget(string word) =>
        word.Length > 0 && word[0] == '/' && word.All(sign => sign is > ' ' and <= '~');
}
