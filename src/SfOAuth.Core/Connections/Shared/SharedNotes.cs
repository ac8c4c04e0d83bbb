using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// What machines tell each other of refreshes that are on their way, in the metadata of the record itself: whoever
/// reads the record has read the note, and the next record takes it away.
/// </summary>
internal sealed class SharedNotes(
    BlobContainer container,
    Func<string, CancellationToken, Task<ConnectionRecord?>> fetch,
    IClock clock
)
{
    private static readonly TimeSpan _settleTime = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Another machine has sent a refresh of this very record, and lost its lock before it saved: it stands still, is
    /// cut off, or is dead. To send the same refresh token a second time ends the login, so it is given time to come
    /// back.
    /// </summary>
    internal async Task<SavedVersion> AwaitUnfinishedAsync(
        string name,
        ConnectionRecord saved,
        SavedVersion version,
        CancellationToken cancellationToken
    )
    {
        var waited = TimeSpan.Zero;
        var pause = TimeSpan.FromSeconds(1);
        while (
            RefreshNote.Parse(version.Note) is RefreshNote note
            && note.Generation == GenerationOf(saved)
            && version.Age < note.Grace
        )
        {
            if (waited >= container.Timeout)
                throw Unfinished(name, version.Age, note.Grace);
            await clock.DelayAsync(pause, cancellationToken).ConfigureAwait(false);
            waited += pause;
            ConnectionRecord? now = await fetch(name, cancellationToken).ConfigureAwait(false);
            if (now?.IsSameAs(saved) != true)
                throw SharedLock.Lost(name);
            version = now.Version!;
        }

        return version;
    }

    /// <returns>The new version; null when another one than this is saved.</returns>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task<SavedVersion?> WriteAsync(
        string path,
        SavedVersion version,
        RefreshNote? note,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, string> metadata = Metadata(version.Facts, note);
        string? tag = await container
            .SetMetadataAsync(path, metadata, version.Tag, cancellationToken)
            .ConfigureAwait(false);
        return tag is null ? null : version with { Tag = tag, Note = note?.ToString(), Age = TimeSpan.Zero };
    }

    /// <summary>
    /// The version with this note: it was written, and the answer that said so was lost. Null when it was not.
    /// </summary>
    internal async Task<SavedVersion?> FindAsync(string name, RefreshNote note, CancellationToken cancellationToken)
    {
        SavedVersion? version = (await fetch(name, cancellationToken).ConfigureAwait(false))?.Version;
        return version?.Note == note.ToString() ? version : null;
    }

    /// <summary>
    /// What stays of a refresh that came to nothing: no note, or one that something is open and nothing will come any
    /// more.
    /// </summary>
    /// <returns>False when the service gave no answer in the time there is for it.</returns>
    internal bool Settle(SharedLock held, string path)
    {
        // Where there is an answer that could not be saved, this machine will come back with it.
        if (held.Noted is not SavedVersion noted || held.IsAnswered)
            return true;
        RefreshNote? note = held.IsCleared ? null : RefreshNote.Parse(noted.Note)! with { Grace = TimeSpan.Zero };
        using var timeout = new CancellationTokenSource(_settleTime);
        try
        {
            Task.Run(() => WriteAsync(path, noted, note, timeout.Token), CancellationToken.None)
                .GetAwaiter()
                .GetResult();
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            // A note that stays behind lets the next machine wait before it sends.
        }

        return !timeout.IsCancellationRequested;
    }

    internal static Dictionary<string, string> Metadata(string facts, RefreshNote? note)
    {
        Dictionary<string, string> metadata = [];
        if (facts.Length > 0)
            metadata[SharedDocuments.FactsName] = facts;
        if (note is not null)
            metadata[RefreshNote.Name] = note.ToString();
        return metadata;
    }

    internal static string GenerationOf(ConnectionRecord record) =>
        record.Generation.ToString(CultureInfo.InvariantCulture);

    private static StorageException Unfinished(string name, TimeSpan age, TimeSpan grace) =>
        new(
            Problem.SharedRefreshUnfinished,
            $"Another machine has sent a refresh of '{name}' {age.TotalSeconds:0} seconds ago and not saved what "
                + "came of it. "
                + $"It is given {grace.TotalSeconds:0} seconds."
        );
}
