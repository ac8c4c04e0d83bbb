using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SfOAuth.Errors;
using SfOAuth.Formats;

namespace SfOAuth.Sealing;

/// <summary>What a list shows of a file: its facts, unverified, or why it has none.</summary>
/// <param name="Name">As it was saved; of a file that can't be read, the file's.</param>
/// <param name="Facts">Null where it can't be read.</param>
/// <param name="Error">Null where it can.</param>
internal sealed record SealedEntry(string Name, IReadOnlyDictionary<string, string>? Facts, StorageException? Error);

/// <summary>
/// Documents of one kind, a file each, in a folder of the home. None depends on another or on how many there are. A
/// document says in its sealed facts whose it is, so that a file under another's name is not believed.
/// </summary>
internal sealed class SealedFolder
{
    /// <summary>The fact that tells whose the document is.</summary>
    internal const string NameFact = "name";

    /// <summary>Of each file.</summary>
    internal const string Extension = ".jwe";

    // Most headers end before, and one read is all that a list needs then.
    private const int UsualHeader = 4096;

    // As much as most documents take, and some more.
    private const int UsualDocument = 16 * 1024;

    // These name devices on Windows, with any extension. What is put before them no name has.
    private static readonly string[] _devices = ["con", "prn", "aux", "nul", "com", "lpt"];

    private readonly PrivateFolder _folder;
    private readonly SealingKey _key;
    private readonly string _kind;

    /// <param name="home">Made when something is first written.</param>
    /// <param name="name">Of the folder.</param>
    /// <param name="kind">Of the documents.</param>
    /// <param name="key">What they are sealed with.</param>
    internal SealedFolder(PrivateFolder home, string name, string kind, SealingKey key)
    {
        _folder = home.Inside(name);
        _kind = kind;
        _key = key;
    }

    /// <summary>Null where there is none of this name.</summary>
    /// <exception cref="StorageException">It can't be read, or is not to be believed.</exception>
    internal SealedDocument? Read(string name) => _folder.Exists() ? Open(PathOf(name), name) : null;

    /// <summary>
    /// What was written under this name and never put in its place, for whoever wrote it was killed. What does not
    /// verify is passed over.
    /// </summary>
    /// <exception cref="StorageException">The folder is not to be trusted.</exception>
    internal IReadOnlyList<SealedDocument> ReadUnpublished(string name) =>
        _folder.Exists()
            ? [.. Unpublished(name).Select(path => Try(() => Open(path, name))).OfType<SealedDocument>()]
            : [];

    /// <summary>Whether there is something of this name; it need not be readable.</summary>
    /// <exception cref="StorageException">The folder can't be looked at.</exception>
    internal bool Contains(string name) => _folder.Exists() && File.Exists(PathOf(name));

    /// <param name="name">Letters A to Z, digits and hyphens; case does not matter.</param>
    /// <param name="facts">What can be read without the key.</param>
    /// <param name="content">What can not.</param>
    /// <param name="problem">What it is to the caller when the file is not written.</param>
    /// <exception cref="StorageException">
    /// It was not written. There is no key for it, or the disk did not take it.
    /// </exception>
    internal void Write(string name, IEnumerable<KeyValuePair<string, string>> facts, byte[] content, Problem problem)
    {
        string path = PathOf(name);
        byte[] key = _key.ReadOrMake();
        try
        {
            _folder.Make();
            string text = SealedFile.Guard(
                path,
                "written",
                problem,
                () => SealedDocument.Seal(key, _kind, [new(NameFact, name), .. facts], content)
            );
            SealedFile.Write(path, Encoding.ASCII.GetBytes(text), problem);
        }
        finally
        {
            Array.Clear(key, 0, key.Length);
        }
    }

    /// <summary>
    /// Makes folder and key if need be, and tries whether the disk takes a document: what is wrong with any of them
    /// comes out before anything is sent.
    /// </summary>
    /// <exception cref="StorageException">Nothing could be saved here.</exception>
    internal void Prepare(Problem problem)
    {
        byte[] key = _key.ReadOrMake();
        Array.Clear(key, 0, key.Length);
        _folder.Make();
        SealedFile.Probe(_folder.Path, UsualDocument, problem);
    }

    /// <summary>What <see cref="Prepare"/> would find wrong, and nothing is made for it.</summary>
    /// <inheritdoc cref="Prepare"/>
    internal void Check(Problem problem)
    {
        _key.RequireUsable();
        if (_folder.Exists())
            SealedFile.Probe(_folder.Path, UsualDocument, problem);
    }

    /// <summary>Needs no key, so that what can't be opened any more can be removed.</summary>
    /// <returns>False where none was.</returns>
    /// <exception cref="StorageException">It is still there.</exception>
    internal bool Delete(string name, Problem problem)
    {
        if (!_folder.Exists())
            return false;
        // What is forgotten is to be nowhere.
        foreach (string path in Unpublished(name))
            TemporaryFile.TryRemove(path);
        return SealedFile.Delete(PathOf(name), problem);
    }

    /// <summary>All that is there, by name. Reads the beginning of each file, and no key.</summary>
    /// <exception cref="StorageException">The folder can't be read.</exception>
    internal IReadOnlyList<SealedEntry> List()
    {
        if (!_folder.Exists())
            return [];
        string[] files = SealedFile.Guard(
            _folder.Path,
            "read",
            Problem.VaultReadFailed,
            () => Directory.GetFiles(_folder.Path, "*" + Extension)
        );
        // .NET Framework finds longer extensions too.
        return
        [
            .. files
                .Where(file => file.EndsWith(Extension, StringComparison.Ordinal))
                .Select(ReadEntry)
                .OfType<SealedEntry>()
                .OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private SealedDocument? Open(string path, string name)
    {
        if (SealedFile.Read(path, Problem.VaultReadFailed) is not byte[] content)
            return null;
        byte[] key = _key.Read();
        try
        {
            var document = SealedDocument.Open(key, Text(content), _kind, Place(path));
            if (IsOf(document.Facts, name))
                return document;
            Array.Clear(document.Content, 0, document.Content.Length);
            throw Misnamed(path);
        }
        finally
        {
            Array.Clear(key, 0, key.Length);
        }
    }

    // By what they say themselves.
    private IEnumerable<string> Unpublished(string name) =>
        TemporaryFile
            .Beside(_folder.Path)
            .Where(path =>
                Try(() => ReadFacts(path)) is IReadOnlyDictionary<string, string> facts && IsOf(facts, name)
            );

    private static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (StorageException)
        {
            return null;
        }
    }

    private SealedEntry? ReadEntry(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path).TrimStart('_');
        try
        {
            if (ReadFacts(path) is not IReadOnlyDictionary<string, string> facts)
                return null;
            return IsOf(facts, name) ? new SealedEntry(facts[NameFact], facts, null) : throw Misnamed(path);
        }
        catch (StorageException exception)
        {
            return new SealedEntry(name, null, exception);
        }
    }

    /// <summary>Unverified; null where no file is.</summary>
    private IReadOnlyDictionary<string, string>? ReadFacts(string path)
    {
        byte[]? start = SealedFile.ReadStart(path, UsualHeader, Problem.VaultReadFailed);
        if (start is not null && start.Length == UsualHeader && Array.IndexOf(start, (byte)'.') < 0)
            start = SealedFile.ReadStart(path, Jwe.LongestHeader + 1, Problem.VaultReadFailed);
        return start is null ? null : SealedDocument.ReadFacts(Text(start), _kind, Place(path));
    }

    private string PathOf(string name)
    {
        if (name.Length == 0 || !name.All(IsOfName))
            throw new ArgumentException("Not a name for a file.", nameof(name));
        string lower = name.ToLowerInvariant();
        bool isDevice = _devices.Contains(lower) || (lower.Length == 4 && _devices.Contains(lower.Substring(0, 3)));
        return Path.Combine(_folder.Path, (isDevice ? "_" : "") + lower + Extension);
    }

    private static bool IsOf(IReadOnlyDictionary<string, string> facts, string name) =>
        facts.TryGetValue(NameFact, out string? sealedName)
        && string.Equals(sealedName, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a document's name can have it.</summary>
    internal static bool IsOfName(char character) => character == '-' || AsciiCharacter.IsLetterOrDigit(character);

    private static StorageException Misnamed(string path) =>
        new(Problem.ConnectionUnreadable, $"{Place(path)} is the file of another name.");

    // A character that is none of ASCII becomes one that no JWE has.
    private static string Text(byte[] content) => Encoding.ASCII.GetString(content);

    private static string Place(string path) => $"'{path}'";
}
