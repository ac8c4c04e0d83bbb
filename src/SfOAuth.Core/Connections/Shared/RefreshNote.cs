using System;
using System.Globalization;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// Says that a machine was about to send a refresh of this generation, and for how long it may still come back with
/// what the org answered.
/// </summary>
/// <param name="Generation">Of the record that was to be refreshed.</param>
/// <param name="Grace">From when the note was written, by the service's clock; none when nothing will come any
/// more.</param>
/// <param name="Id">Tells it from the note of another machine.</param>
internal sealed record RefreshNote(string Generation, TimeSpan Grace, string Id)
{
    /// <summary>What it is called in the blob's metadata.</summary>
    internal const string Name = "refreshing";

    public override string ToString() =>
        string.Format(
            CultureInfo.InvariantCulture,
            "{0} {1} {2}",
            Generation,
            (int)Math.Ceiling(Grace.TotalSeconds),
            Id
        );

    /// <summary>What can't be read was written by nobody who waits for anything.</summary>
    internal static RefreshNote? Parse(string? text)
    {
        string[] parts = text?.Split(' ') ?? [];
        return
            parts.Length == 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? new RefreshNote(parts[0], TimeSpan.FromSeconds(seconds), parts[2])
            : null;
    }
}
