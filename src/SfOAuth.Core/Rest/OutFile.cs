using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Rest;

/// <summary>A file that is there whole or not at all: what comes is written beside it, and takes its place at the end.</summary>
internal sealed class OutFile : IDisposable
{
    private readonly string _path;
    private readonly string _unfinished;
    private FileStream? _stream;

    /// <param name="path">Absolute.</param>
    internal OutFile(string path)
    {
        _path = path;
        _unfinished = $"{path}.{Guid.NewGuid():N}.part";
    }

    /// <exception cref="StorageException">The file can't be written.</exception>
    internal async Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        try
        {
            await Open().WriteAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(exception);
        }
    }

    /// <summary>Puts the file in its place, over an earlier one.</summary>
    /// <exception cref="StorageException">The file can't be written.</exception>
    internal void Complete()
    {
        try
        {
            Open().Dispose();
            if (File.Exists(_path))
                File.Replace(_unfinished, _path, destinationBackupFileName: null);
            else
                File.Move(_unfinished, _path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(exception);
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        if (File.Exists(_unfinished))
            File.Delete(_unfinished);
    }

    private FileStream Open() => _stream ??= new FileStream(_unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None);

    private StorageException NotWritten(Exception exception) => new(Problem.FileNotWritten, $"'{_path}' can't be written: {exception.Message}", exception);
}
