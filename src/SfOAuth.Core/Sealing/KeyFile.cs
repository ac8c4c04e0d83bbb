using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using SfOAuth.Errors;
using SfOAuth.Files;

namespace SfOAuth.Sealing;

/// <summary>The file that a key is in: who may own and read it, and the forms it has.</summary>
internal static class KeyFile
{
    // More than any form of a key takes.
    private const int Longest = 4096;
    private const uint Root = 0;

    private static readonly bool _isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Null where none is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOurs">
    /// Whether this program made it. One that a service manager mounts is root's as a rule, is reached through links,
    /// and may be readable to a group, which is how it is handed to a process that is not root's.
    /// </param>
    /// <exception cref="StorageException">Others own it or can read it.</exception>
    internal static byte[]? Read(string path, bool isOurs)
    {
        if (_isWindows)
        {
            using FileStream? stream = WindowsFile.Open(path, followLinks: !isOurs);
            return stream is null ? null : SealedFile.ReadFrom(stream, Bound(stream.Length, path));
        }

        using UnixHandle? handle = UnixFile.Open(path, followLinks: !isOurs);
        if (handle is null)
            return null;
        // What is open is looked at, and not what is by now at the path.
        FileFacts facts = handle.Facts();
        RequirePrivate(facts, UnixFile.CurrentUser, path, isOurs);
        return handle.Read(Bound(facts.Size, path));
    }

    /// <summary>The 64 bytes themselves or their Base64; on Windows also what the system sealed for the user.</summary>
    /// <exception cref="FormatException">It is no such thing.</exception>
    internal static byte[] Decode(byte[] content, bool mayBeProtected = false)
    {
        const int ShortestText = 86;
        const int LongestText = 100;
        bool isText = content.Length is >= ShortestText and <= LongestText && content.All(value => value < 0x80);
        byte[]? key =
            content.Length == AesCbcHmac.KeyLength ? (byte[])content.Clone()
            : isText ? FromText(content)
            : mayBeProtected ? DataProtection.Unprotect(content)
            : null;
        if (key is null || key.Length != AesCbcHmac.KeyLength)
            throw new FormatException($"It holds neither {AesCbcHmac.KeyLength} bytes nor their Base64.");
        // What a file is filled with whose content was lost.
        return Array.TrueForAll(key, value => value == key[0])
            ? throw new FormatException("All its bytes are alike.")
            : key;
    }

    private static byte[] FromText(byte[] content) => Convert.FromBase64String(Encoding.ASCII.GetString(content));

    private static int Bound(long size, string path) =>
        size <= Longest
            ? (int)size
            : throw new StorageException(Problem.SealingKeyInvalid, $"'{path}' is too long for a key.");

    /// <exception cref="StorageException">The file is not this user's alone.</exception>
    internal static void RequirePrivate(FileFacts facts, uint user, string path, bool isOurs)
    {
        string file = PrivateFolder.Quoted(path);
        if (!facts.IsRegularFile)
            throw Unsafe($"The key {file} is not a file.");
        if (facts.Owner != user && facts.Owner != Root)
            throw Unsafe($"The key {file} {PrivateFolder.Foreign(facts.Owner, user, file)}");
        if ((facts.Mode & FileFacts.OthersMayWrite) != 0)
            throw Unsafe($"The key {file} can be written by others ({facts.Permissions}). Run: chmod 600 {file}");
        bool mayGroupRead = !isOurs && facts.Owner == Root;
        if ((facts.Mode & (mayGroupRead ? FileFacts.StrangersMayRead : FileFacts.OthersMayRead)) != 0)
            throw Unsafe($"The key {file} can be read by others ({facts.Permissions}). {Closing(file, isOurs)}");
    }

    private static string Closing(string file, bool isOurs) =>
        isOurs
            ? $"Run: chmod 600 {file}"
            : $"Run: chmod 600 {file}; or give the secret's volume in Kubernetes defaultMode: 0400, "
                + "and the secret in Docker mode: 0400.";

    private static StorageException Unsafe(string message) => new(Problem.SealingKeyUnsafe, message);
}
