using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SfOAuth.Keys;

/// <summary>One part of a PEM file (RFC 7468; with the headers of RFC 1421 that OpenSSL still writes).</summary>
internal sealed class PemBlock
{
    private static readonly Regex _block = new(
        "-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<body>[^-]*(-[^-]+)*)-----END \\k<label>-----",
        RegexOptions.CultureInvariant
    );

    private static readonly Regex _spelled = new(@"(\\+r)?\\+n|\\+r", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, string> _headers;
    private readonly string _base64;

    private PemBlock(string label, string body)
    {
        Label = label;
        string[] lines = [.. body.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        _headers = lines
            .TakeWhile(line => line.Contains(":"))
            .GroupBy(line => line.Substring(0, line.IndexOf(':')), line => line.Substring(line.IndexOf(':') + 1).Trim())
            .ToDictionary(header => header.Key, header => header.First());
        _base64 = string.Concat(lines.SkipWhile(line => line.Contains(":")));
    }

    internal string Label { get; }

    /// <summary>The cipher and its initialization vector, where the block is encrypted as a whole; else null.</summary>
    internal string? EncryptionHeader => _headers.TryGetValue("DEK-Info", out string? value) ? value : null;

    internal bool IsEncrypted => Label == PemLabel.EncryptedPkcs8 || EncryptionHeader is not null;

    /// <summary>What is no PEM, as the one it would be.</summary>
    internal static PemBlock Of(string label, byte[] der) => new(label, Convert.ToBase64String(der));

    internal static List<PemBlock> FindAll(string text)
        // A PEM that went through an environment variable or a pipeline's settings may have its line ends spelled out.
        =>
        [
            .. _block
                .Matches(_spelled.Replace(text, "\n"))
                .Cast<Match>()
                .Select(match => new PemBlock(match.Groups["label"].Value, match.Groups["body"].Value)),
        ];

    /// <exception cref="FormatException">The body is not Base64.</exception>
    internal byte[] Decode() => Convert.FromBase64String(_base64);
}
