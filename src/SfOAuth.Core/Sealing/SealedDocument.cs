using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.Errors;

namespace SfOAuth.Sealing;

/// <summary>
/// A secret document with readable facts about it, as one text that says of which kind and version it is. The kind is
/// part of what is authenticated, so that one kind can't be put in another's place.
/// </summary>
internal sealed class SealedDocument
{
    private const int Version = 1;
    private const string KindName = "typ";
    private const string VersionName = "ver";

    private static readonly string[] _reserved = [KindName, VersionName, "alg", "enc", "zip", "crit"];

    private SealedDocument(IReadOnlyDictionary<string, string> facts, byte[] content)
    {
        Facts = facts;
        Content = content;
    }

    /// <summary>What can be read without the key. Here it has been verified.</summary>
    internal IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>The secret. Whoever has read it clears it.</summary>
    internal byte[] Content { get; }

    /// <param name="key">64 bytes.</param>
    /// <param name="kind">Such as <c>sfoauth-connection</c>.</param>
    /// <param name="facts">No secret, and no name that JOSE has a meaning for.</param>
    /// <param name="content">What is encrypted.</param>
    /// <exception cref="ArgumentException">The facts can't stand in a header.</exception>
    internal static string Seal(
        byte[] key,
        string kind,
        IEnumerable<KeyValuePair<string, string>> facts,
        byte[] content
    )
    {
        List<KeyValuePair<string, string>> header =
        [
            new(KindName, kind),
            new(VersionName, Version.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (KeyValuePair<string, string> fact in facts)
        {
            if (_reserved.Contains(fact.Key))
                throw new ArgumentException($"'{fact.Key}' has another meaning in a header.", nameof(facts));
            header.Add(fact);
        }

        try
        {
            return Jwe.Seal(key, header, content);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException("The facts do not fit into a header.", nameof(facts), exception);
        }
    }

    /// <param name="key">64 bytes.</param>
    /// <param name="text">What was sealed.</param>
    /// <param name="kind">The only kind that will do.</param>
    /// <param name="place">Where the text comes from, for messages.</param>
    /// <exception cref="StorageException">It is another kind, of a newer version, or does not verify.</exception>
    internal static SealedDocument Open(byte[] key, string text, string kind, string place)
    {
        // Asked before it is verified: a newer version may seal in another way.
        IReadOnlyDictionary<string, string> facts = ReadFacts(text, kind, place);
        try
        {
            return new SealedDocument(facts, Jwe.Decrypt(key, text));
        }
        catch (Exception exception) when (exception is not StorageException)
        {
            string message = $"{place} does not verify: it was changed or cut off, or sealed with another key.";
            throw new StorageException(Problem.ConnectionUnreadable, message, exception);
        }
    }

    /// <summary>The facts of a text that begins with a whole header. They have not been verified.</summary>
    /// <exception cref="StorageException">It is nothing of this kind, or of a newer version.</exception>
    internal static IReadOnlyDictionary<string, string> ReadFacts(string text, string kind, string place)
    {
        Dictionary<string, string> facts;
        try
        {
            facts = Jwe.ReadFacts(text);
        }
        catch (Exception exception) when (exception is not StorageException)
        {
            throw new StorageException(Problem.ConnectionUnreadable, $"{place} is not what SfOAuth writes.", exception);
        }

        if (!facts.TryGetValue(KindName, out string? found) || found != kind)
            throw new StorageException(Problem.ConnectionUnreadable, $"{place} is not of the kind '{kind}'.");
        if (!facts.TryGetValue(VersionName, out string? version) || !IsKnown(version))
            throw new StorageException(Problem.ConnectionUnreadable, $"A newer version of SfOAuth wrote {place}.");
        return WithoutKind(facts);
    }

    private static bool IsKnown(string version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number is > 0 and <= Version;

    private static Dictionary<string, string> WithoutKind(Dictionary<string, string> facts)
    {
        facts.Remove(KindName);
        facts.Remove(VersionName);
        return facts;
    }
}
