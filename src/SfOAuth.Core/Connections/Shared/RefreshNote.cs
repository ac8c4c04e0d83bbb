using System;
using System.Globalization;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// Says that a machine was about to send a refresh of this generation, and for how long it may still come back with what
/// the org answered.
/// </summary>
/// <param name="Generation">Of the record that was to be refreshed.</param>
/// <param name="Grace">From when the note was written, by the service's clock; none when nothing will come any more.</param>
internal sealed record RefreshNote(string Generation, TimeSpan Grace)
{
    /// <summary>What it is called in the blob's metadata.</summary>
    internal const string Name = "refreshing";

    public override string ToString()
        => string.Format(CultureInfo.InvariantCulture, "{0} {1}", Generation, (int)Math.Ceiling(Grace.TotalSeconds));

    /// <summary>What can't be read was written by nobody who waits for anything.</summary>
    internal static RefreshNote? Parse(string? text)
    {
        string[] parts = text?.Split(' ') ?? [];
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? new RefreshNote(parts[0], TimeSpan.FromSeconds(seconds))
            : null;
    }
}
