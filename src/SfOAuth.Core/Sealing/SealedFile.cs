using System;
using System.IO;
using System.Runtime.InteropServices;
using SfOAuth.Errors;
using SfOAuth.Files;

namespace SfOAuth.Sealing;

/// <summary>
/// A small file that is there whole or not at all. It is written beside its place, flushed to the disk and renamed; so
/// a reader needs no lock, and whoever is killed, or meets a full disk, leaves what was there before.
/// </summary>
internal static class SealedFile
{
    /// <summary>No file is longer.</summary>
    internal const int Longest = 1024 * 1024;

    private static readonly bool _isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>The whole file; null where none is.</summary>
    /// <exception cref="StorageException">
    /// It can't be read, or is a link, a folder, a pipe, or longer than files are.
    /// </exception>
    internal static byte[]? Read(string path, Problem problem) =>
        Guard(path, "read", problem, () => Open(path, Longest, whole: true));

    /// <summary>The beginning of the file, or less where it ends before; null where none is.</summary>
    /// <inheritdoc cref="Read"/>
    internal static byte[]? ReadStart(string path, int length, Problem problem) =>
        Guard(path, "read", problem, () => Open(path, length, whole: false));

    /// <summary>Puts the content in the place of what is there. When this returns, it is on the disk.</summary>
    /// <exception cref="StorageException">
    /// What was there still is; only a disk that can't be flushed leaves open which of the two is. What was written and
    /// could not be put in its place stays beside: it may be the only copy of a token.
    /// </exception>
    internal static void Write(string path, byte[] content, Problem problem) =>
        Guard(
            path,
            "written",
            problem,
            () =>
            {
                RequireShort(content);
                string temporary = TemporaryFile.Write(FolderOf(path), content);
                try
                {
                    Replace(temporary, path);
                }
                catch
                {
                    TemporaryFile.Keep(temporary, Path.GetFileName(path));
                    throw;
                }

                Flush(FolderOf(path));
                return true;
            }
        );

    /// <summary>Writes the file where none is.</summary>
    /// <returns>False where one is; of many that try, one is first.</returns>
    /// <exception cref="StorageException">It was not written.</exception>
    internal static bool Create(string path, byte[] content, Problem problem) =>
        Create(path, content, problem, TemporaryFile.Write);

    /// <summary>The same in a folder that is not ours: nothing else of it is touched.</summary>
    /// <inheritdoc cref="Create(string, byte[], Problem)"/>
    internal static bool CreateAlone(string path, byte[] content, Problem problem) =>
        Create(path, content, problem, TemporaryFile.WriteAlone);

    /// <summary>Writes a file of any length into a folder that is not ours: nothing else of it is touched.</summary>
    /// <inheritdoc cref="Write"/>
    internal static void WriteAlone(string path, byte[] content, Problem problem) =>
        Guard(path, "written", problem, () => Put(path, TemporaryFile.WriteAlone(FolderOf(path), content), Replace));

    /// <summary>Puts a file in the place of another of its folder, in one step.</summary>
    /// <exception cref="StorageException">Both are as they were.</exception>
    internal static void Move(string source, string target, Problem problem) =>
        Guard(
            target,
            "written",
            problem,
            () =>
            {
                Replace(source, target);
                Flush(FolderOf(target));
                return true;
            }
        );

    /// <summary>
    /// Tries whether the folder takes a file of this length, and leaves none: a disk that is full or read-only is
    /// better found before anything is sent.
    /// </summary>
    /// <exception cref="StorageException">It does not.</exception>
    internal static void Probe(string folder, int length, Problem problem) =>
        Guard(
            folder,
            "written to",
            problem,
            () =>
            {
                if (!_isWindows)
                    UnixFile.RequireWritable(folder);
                TemporaryFile.Probe(folder, length);
                return true;
            }
        );

    /// <returns>False where none was.</returns>
    /// <exception cref="StorageException">It is still there.</exception>
    internal static bool Delete(string path, Problem problem) =>
        Guard(
            path,
            "removed",
            problem,
            () =>
            {
                bool removed = _isWindows ? WindowsFile.Remove(path) : UnixFile.Remove(path);
                if (removed)
                    Flush(FolderOf(path));
                return removed;
            }
        );

    /// <summary>What anything else throws ends here as an error of ours.</summary>
    internal static T Guard<T>(string path, string what, Problem problem, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is not StorageException)
        {
            throw new StorageException(problem, $"'{path}' can't be {what}: {exception.Message}", exception);
        }
    }

    private static byte[]? Open(string path, int length, bool whole)
    {
        if (_isWindows)
        {
            using FileStream? stream = WindowsFile.Open(path);
            return stream is null ? null : ReadFrom(stream, Bound(stream.Length, length, whole));
        }

        using UnixHandle? handle = UnixFile.Open(path);
        if (handle is null)
            return null;
        FileFacts facts = handle.Facts();
        return facts.IsRegularFile
            ? handle.Read(Bound(facts.Size, length, whole))
            : throw new InvalidDataException("It is not a file.");
    }

    private static int Bound(long size, int length, bool whole) =>
        size <= length ? (int)size
        : whole ? throw new InvalidDataException("It is too long.")
        : length;

    internal static byte[] ReadFrom(Stream stream, int length)
    {
        byte[] content = new byte[length];
        int filled = 0;
        for (int read = -1; read != 0 && filled < length; filled += read)
            read = stream.Read(content, filled, length - filled);
        if (filled < length)
            Array.Resize(ref content, filled);
        return content;
    }

    private static bool Create(string path, byte[] content, Problem problem, Func<string, byte[], string> write) =>
        Guard(
            path,
            "written",
            problem,
            () =>
            {
                RequireShort(content);
                return Put(path, write(FolderOf(path), content), Publish);
            }
        );

    private static bool Put(string path, string temporary, Func<string, string, bool> publish)
    {
        bool published = false;
        try
        {
            published = publish(temporary, path);
        }
        finally
        {
            if (!published)
                TemporaryFile.TryRemove(temporary);
        }

        Flush(FolderOf(path));
        return published;
    }

    private static bool Publish(string source, string target) =>
        _isWindows ? WindowsFile.Publish(source, target) : UnixFile.Publish(source, target);

    private static bool Replace(string source, string target)
    {
        RequireFileOrNothing(target);
        if (_isWindows)
            WindowsFile.Replace(source, target);
        else
            UnixFile.Replace(source, target);
        return true;
    }

    private static void RequireShort(byte[] content)
    {
        if (content.Length > Longest)
            throw new InvalidDataException("It is too long.");
    }

    private static void RequireFileOrNothing(string path)
    {
        if (!_isWindows && UnixStat.OfPath(path) is { IsRegularFile: false })
            throw new InvalidDataException("There is something else than a file.");
        if (_isWindows && File.Exists(path))
            WindowsFile.RequireFile(File.GetAttributes(path));
    }

    private static void Flush(string folder)
    {
        if (!_isWindows)
            UnixFile.FlushFolder(folder);
    }

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(path) ?? throw new ArgumentException("The path has no folder.", nameof(path));
}
