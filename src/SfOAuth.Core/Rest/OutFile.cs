using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Files;

namespace SfOAuth.Rest;

/// <summary>
/// A file that is there whole or not at all: what comes is written beside it, and takes its place at the end. It keeps
/// the permissions that an earlier one had. A link is not followed, for whoever made it would choose the file.
/// </summary>
internal sealed class OutFile : IDisposable
{
    private static readonly bool _isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private readonly string _path;
    private readonly string _unfinished;
    private readonly FileFacts? _earlier;
    private FileStream? _stream;

    /// <param name="path">Absolute.</param>
    /// <exception cref="StorageException">What is there is no file.</exception>
    internal OutFile(string path)
    {
        _path = path;
        _unfinished = $"{path}.{Guid.NewGuid():N}.part";
        _earlier = LookAt(path);
    }

    /// <exception cref="StorageException">The file can't be written.</exception>
    internal async Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        try
        {
            await Open().WriteAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw NotWritten(exception.Message, exception);
        }
    }

    /// <summary>Puts the file in its place, over an earlier one.</summary>
    /// <exception cref="StorageException">The file can't be written.</exception>
    internal void Complete()
    {
        try
        {
            Open().Dispose();
            if (!_isWindows)
                UnixFile.Replace(_unfinished, _path);
            else if (File.Exists(_path))
                File.Replace(_unfinished, _path, destinationBackupFileName: null);
            else
                File.Move(_unfinished, _path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw NotWritten(exception.Message, exception);
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        if (File.Exists(_unfinished))
            File.Delete(_unfinished);
    }

    // The permissions are right before the first byte is in it.
    private FileStream Open()
    {
        if (_stream is not null)
            return _stream;
        _stream = new FileStream(_unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (_earlier is not null)
            UnixFile.ChangeMode(_unfinished, _earlier);
        return _stream;
    }

    /// <summary>
    /// What is known of the earlier one; null where none is, and on Windows, which keeps its permissions by itself.
    /// </summary>
    private FileFacts? LookAt(string path)
    {
        try
        {
            if (_isWindows)
            {
                bool isLink = File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0;
                return isLink ? throw NotWritten("it is a link; name the file that it leads to.") : null;
            }

            FileFacts? facts = UnixStat.OfPath(path);
            return facts is null or { IsRegularFile: true }
                ? facts
                : throw NotWritten(
                    facts.IsLink ? "it is a link; name the file that it leads to." : "it is not a regular file."
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw NotWritten(exception.Message, exception);
        }
    }

    private StorageException NotWritten(string why, Exception? cause = null) =>
        new(Problem.FileNotWritten, $"'{_path}' can't be written: {why}", cause);
}
