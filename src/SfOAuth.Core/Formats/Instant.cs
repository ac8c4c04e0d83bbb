using System;
using System.Globalization;

namespace SfOAuth.Formats;

/// <summary>Times as numbers (RFC 7519, section 2, "NumericDate"; Salesforce's <c>issued_at</c>).</summary>
internal static class Instant
{
    /// <summary>
    /// Seconds or milliseconds since 1970. Eleven digits of seconds would be a year past 5000, so the size tells.
    /// </summary>
    internal static DateTimeOffset? Read(string? text)
    {
        const long FirstMilliseconds = 100_000_000_000;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            return null;
        try
        {
            return number < FirstMilliseconds
                ? DateTimeOffset.FromUnixTimeSeconds(number)
                : DateTimeOffset.FromUnixTimeMilliseconds(number);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
