using System;
using System.IO;
using System.Linq;

namespace SfOAuth.Vault.SecretStore;

/// <summary>
/// How the files of a SecretStore looked when they were read, so that they need not be read again while they look the
/// same. Files that were written a moment before are not to be trusted: the next write could have the same time.
/// </summary>
internal sealed class FileStamp : IEquatable<FileStamp>
{
    // Coarser than the clock of any file system, FAT's two seconds among them.
    private static readonly TimeSpan _shortestAge = TimeSpan.FromSeconds(5);

    private readonly object _store;
    private readonly (DateTime Written, long Length)[] _files;
    private readonly bool _isSettled;

    private FileStamp(object store, (DateTime Written, long Length)[] files)
    {
        _store = store;
        _files = files;
        _isSettled = files.All(file => DateTime.UtcNow - file.Written > _shortestAge);
    }

    /// <summary>To be taken before the files are read.</summary>
    /// <param name="store">SecretStore's object that holds what is read; another one has another view.</param>
    /// <param name="paths">All files of the store, the one with the secrets first.</param>
    internal static FileStamp Of(object store, params string[] paths) =>
        new(
            store,
            [
                .. paths
                    .Select(path => new FileInfo(path))
                    .Select(file => file.Exists ? (file.LastWriteTimeUtc, file.Length) : default),
            ]
        );

    /// <summary>Whether what was read then is what would be read now.</summary>
    internal bool IsStill(FileStamp now) => _isSettled && Equals(now);

    /// <summary>
    /// Whether of all files only that with the secrets may have been written since: no password was changed, and what
    /// was read then is still of this store.
    /// </summary>
    internal bool IsOnlyDataOlderThan(FileStamp now) =>
        ReferenceEquals(_store, now._store) && _files.Skip(1).SequenceEqual(now._files.Skip(1));

    public bool Equals(FileStamp? other) =>
        other is not null && ReferenceEquals(_store, other._store) && _files.SequenceEqual(other._files);

    public override bool Equals(object? obj) => Equals(obj as FileStamp);

    public override int GetHashCode() => _files.Length == 0 ? 0 : _files[0].GetHashCode();
}
