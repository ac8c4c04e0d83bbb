using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfOAuth.Tests.SignIn;

/// <summary>An HTTP answer as it came over the wire.</summary>
public sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    internal static RawAnswer Parse(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            throw new FormatException($"Not an answer: '{text}'");
        string[] lines = text.Substring(0, end).Split(["\r\n"], StringSplitOptions.None);
        Dictionary<string, string> headers = lines
            .Skip(1)
            .Select(line => line.Split([": "], 2, StringSplitOptions.None))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new RawAnswer(
            int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture),
            headers,
            text.Substring(end + 4)
        );
    }
}
