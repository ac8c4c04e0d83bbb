using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using SfOAuth.Errors;
using SfOAuth.Sealing;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// Records as the sealed texts that are in the container. Whoever operates it reads the facts, and nothing else; what
/// was changed there, or put in the place of another, is not believed.
/// </summary>
/// <param name="readKey">Gives the 64 bytes that all machines have, anew each time.</param>
/// <param name="address">Of the container, for messages.</param>
internal sealed class SharedDocuments(Func<byte[]> readKey, string address)
{
    /// <summary>The facts again, where a list sees them without a look at each blob.</summary>
    internal const string FactsName = "facts";

    private const string CheckKind = "sfoauth-vault";

    // A blob's metadata holds 8 KiB in all.
    private const int LongestFacts = 6 * 1024;

    /// <returns>The text, and the facts as metadata: empty where they are too long for that.</returns>
    /// <exception cref="StorageException">There is no key.</exception>
    internal (string Text, string Facts) Seal(string name, ConnectionRecord record)
    {
        Dictionary<string, string> facts = record.ToMetadata();
        facts[ConnectionFacts.Generation] = record.Generation.ToString(CultureInfo.InvariantCulture);
        facts[SealedFolder.NameFact] = name;
        byte[] content = Encoding.UTF8.GetBytes(ConnectionSerializer.Write(record));
        try
        {
            string text = WithKey(key => SealedDocument.Seal(key, ConnectionFacts.DocumentKind, facts, content));
            string header = text.Substring(0, text.IndexOf('.'));
            return (text, header.Length <= LongestFacts ? header : "");
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }
    }

    /// <exception cref="StorageException">It is not one of ours, was changed, or there is no key.</exception>
    internal ConnectionRecord Open(string name, string path, Blob blob)
    {
        SealedDocument document = WithKey(key =>
            SealedDocument.Open(key, blob.Content, ConnectionFacts.DocumentKind, Place(path))
        );
        try
        {
            if (!IsOf(document.Facts, name))
                throw Misnamed(path);
            blob.Metadata.TryGetValue(FactsName, out string? facts);
            blob.Metadata.TryGetValue(RefreshNote.Name, out string? note);
            return ConnectionSerializer.Read(name, Encoding.UTF8.GetString(document.Content)) with
            {
                Version = new SavedVersion(blob.Tag, facts ?? "", note, blob.Age),
            };
        }
        finally
        {
            Array.Clear(document.Content, 0, document.Content.Length);
        }
    }

    /// <summary>What a list shows; not verified.</summary>
    /// <param name="name">As the blob says.</param>
    /// <param name="path">Of the blob.</param>
    /// <param name="text">Begins with a header.</param>
    internal VaultEntry Describe(string name, string path, string text)
    {
        try
        {
            IReadOnlyDictionary<string, string> facts = SealedDocument.ReadFacts(
                text,
                ConnectionFacts.DocumentKind,
                Place(path)
            );
            return IsOf(facts, name) ? new VaultEntry(facts[SealedFolder.NameFact], facts) : throw Misnamed(path);
        }
        catch (StorageException exception)
        {
            return new VaultEntry(name, VaultEntry.NoFacts, exception);
        }
    }

    /// <summary>A text that only this key opens.</summary>
    internal string SealCheck() => WithKey(key => SealedDocument.Seal(key, CheckKind, [], [1]));

    /// <summary>Whether this machine has the key that the vault began with.</summary>
    internal bool Opens(string check)
    {
        try
        {
            _ = WithKey(key => SealedDocument.Open(key, check, CheckKind, "The vault"));
            return true;
        }
        catch (StorageException exception) when (exception.Problem == Problem.ConnectionUnreadable)
        {
            return false;
        }
    }

    private T WithKey<T>(Func<byte[], T> use)
    {
        byte[] key = readKey();
        try
        {
            return use(key);
        }
        finally
        {
            Array.Clear(key, 0, key.Length);
        }
    }

    private static bool IsOf(IReadOnlyDictionary<string, string> facts, string name) =>
        facts.TryGetValue(SealedFolder.NameFact, out string? sealedName)
        && string.Equals(sealedName, name, StringComparison.OrdinalIgnoreCase);

    private StorageException Misnamed(string path) =>
        new(Problem.ConnectionUnreadable, $"{Place(path)} is the blob of another name.");

    private string Place(string path) => $"'{address}/{path}'";
}
