using System;
using System.Globalization;

namespace SfOAuth.Output;

/// <summary>
/// Times as a person reads them at a glance: <c>40 s</c>, <c>5 min</c>, <c>3 h</c>, <c>2 d</c>. For the module's format
/// views.
/// </summary>
public static class RelativeTime
{
    /// <summary>
    /// How old something is; null when that is unknown. What is from the future, by clocks that differ, is of now.
    /// </summary>
    public static string? Since(DateTimeOffset? time) => time is null ? null : Of(DateTimeOffset.UtcNow - time.Value);

    /// <summary>How long it lasts; null when that is unknown.</summary>
    public static string? Until(DateTimeOffset? time) =>
        time is null ? null
        : IsOver(time.Value) ? "over"
        : Of(time.Value - DateTimeOffset.UtcNow);

    /// <summary>The time, and how long ago it was; null when that is unknown.</summary>
    public static string? Past(DateTimeOffset? time) =>
        time is null ? null : $"{Local(time.Value)} ({Since(time)} ago)";

    /// <summary>The time, and how long it is till then, or how long ago it was; null when that is unknown.</summary>
    public static string? Ahead(DateTimeOffset? time) =>
        time is null ? null
        : IsOver(time.Value) ? Past(time)
        : $"{Local(time.Value)} (in {Until(time)})";

    private static bool IsOver(DateTimeOffset time) => time <= DateTimeOffset.UtcNow;

    private static string Local(DateTimeOffset time) =>
        time.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Of(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
            span = TimeSpan.Zero;
        // Rounded down, and in the smaller unit up to two of the larger one: "1 h" says little of a session that ends
        // after two.
        (double count, string unit) =
            span.TotalMinutes < 2 ? (span.TotalSeconds, "s")
            : span.TotalHours < 2 ? (span.TotalMinutes, "min")
            : span.TotalDays < 2 ? (span.TotalHours, "h")
            : (span.TotalDays, "d");
        return string.Format(CultureInfo.InvariantCulture, "{0:0} {1}", Math.Floor(count), unit);
    }
}
