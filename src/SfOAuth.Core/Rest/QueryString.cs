using System;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.Rest;

/// <summary>Writes parameters behind a path, each name and value percent-encoded (RFC 3986, section 2.1).</summary>
internal static class QueryString
{
    /// <param name="path">May have parameters of its own.</param>
    /// <param name="parameters">In the order in which they are written.</param>
    internal static string Append(string path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        string written = Write(parameters);
        if (written.Length == 0 || path.IndexOf('#') >= 0)
            return path;
        char last = path[path.Length - 1];
        return path
            + (
                path.IndexOf('?') < 0 ? "?"
                : last is '?' or '&' ? ""
                : "&"
            )
            + written;
    }

    internal static string Write(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join("&", parameters.Select(one => $"{Encode(one.Key)}={Encode(one.Value)}"));

    // In pieces: .NET Framework takes no longer text at once. No piece ends within a pair of surrogates.
    private static string Encode(string text)
    {
        const int Longest = 30_000;
        var pieces = new List<string>();
        for (int start = 0; start < text.Length; )
        {
            int length = Math.Min(Longest, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
                length--;
            pieces.Add(Uri.EscapeDataString(text.Substring(start, length)));
            start += length;
        }

        return string.Concat(pieces);
    }
}
