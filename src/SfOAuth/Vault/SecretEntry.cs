using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Connections;

namespace SfOAuth.Vault;

/// <summary>What a vault tells of a saved connection without opening it.</summary>
internal sealed class SecretEntry(string connection, IReadOnlyDictionary<string, string> metadata)
{
    internal string Connection => connection;

    /// <summary>Empty where the vault keeps none.</summary>
    internal IReadOnlyDictionary<string, string> Metadata => metadata;

    internal static IReadOnlyList<SecretEntry> ReadAll(IEnumerable<PSObject> infos)
        => [.. infos.Select(info => new SecretEntry(ConnectionName.FromSecretName((string)info.Properties["Name"].Value), MetadataOf(info)))];

    private static Dictionary<string, string> MetadataOf(PSObject info)
        => (info.Properties["Metadata"]?.Value as IReadOnlyDictionary<string, object>)?
            .ToDictionary(fact => fact.Key, fact => Text(fact.Value)) ?? [];

    // SecretStore keeps JSON, and JSON that looks like a time comes back as one.
    private static string Text(object? fact)
        => fact is DateTime time ? time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(fact, CultureInfo.InvariantCulture) ?? "";
}
