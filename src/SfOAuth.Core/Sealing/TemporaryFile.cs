using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using SfOAuth.Files;

namespace SfOAuth.Sealing;

/// <summary>
/// What is written before it takes its place, in a folder of its own: so that looking for what a killed process left
/// does not mean to go through all files.
/// </summary>
internal static class TemporaryFile
{
    private const string Folder = ".new";

    private static readonly bool _isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // Longer than from one nightly run to the next: it may be the only copy of a token.
    private static readonly TimeSpan _leftoverAge = TimeSpan.FromDays(7);

    /// <summary>
    /// Writes a file beside those of a folder, after what others left there is gone. When this returns, it is on the
    /// disk.
    /// </summary>
    /// <param name="folder">Where it is to be published.</param>
    /// <param name="content">All of it.</param>
    /// <returns>Its path, of a name that nobody else has.</returns>
    internal static string Write(string folder, byte[] content)
    {
        RemoveLeftovers(folder);
        return WriteInto(Path.Combine(folder, Folder), content, flush: true);
    }

    /// <summary>For a folder that is not ours: beside the file, and nothing else is looked at.</summary>
    internal static string WriteAlone(string folder, byte[] content) =>
        _isWindows
            ? WindowsFile.WriteTemporary(folder, content, flush: true)
            : UnixFile.WriteTemporary(folder, content, flush: true);

    /// <summary>Writes one of this length, which is gone again when this returns.</summary>
    internal static void Probe(string folder, int length) =>
        TryRemove(WriteInto(Path.Combine(folder, Folder), new byte[length], flush: false));

    /// <summary>What killed processes left beside a folder's files, and what others are about to publish.</summary>
    internal static IReadOnlyList<string> Beside(string folder)
    {
        string beside = Path.Combine(folder, Folder);
        string[] files = [];
        Try(() => files = Directory.Exists(beside) ? Directory.GetFiles(beside) : []);
        return files;
    }

    /// <summary>
    /// What could not be published stays as a killed process leaves it, and takes the place of what an earlier try has
    /// left.
    /// </summary>
    internal static void Keep(string path, string name) =>
        Try(() =>
        {
            string kept = Path.Combine(Path.GetDirectoryName(path)!, name);
            File.Delete(kept);
            File.Move(path, kept);
        });

    /// <summary>It may be gone, or stay: then it is a leftover, and tells nothing without the key.</summary>
    internal static void TryRemove(string path) => Try(() => File.Delete(path));

    private static string WriteInto(string folder, byte[] content, bool flush)
    {
        if (_isWindows)
        {
            Directory.CreateDirectory(folder);
            return WindowsFile.WriteTemporary(folder, content, flush);
        }

        try
        {
            return UnixFile.WriteTemporary(folder, content, flush);
        }
        catch (Win32Exception exception) when (exception.NativeErrorCode == UnixFile.NotFound)
        {
            UnixFile.MakeFolder(folder);
            return UnixFile.WriteTemporary(folder, content, flush);
        }
    }

    // They are in nobody's way.
    private static void RemoveLeftovers(string folder)
    {
        foreach (string file in Beside(folder))
        {
            bool isOld = false;
            Try(() => isOld = DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > _leftoverAge);
            if (isOld)
                TryRemove(file);
        }
    }

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stays is tidied up by whoever writes next.
        }
    }
}
