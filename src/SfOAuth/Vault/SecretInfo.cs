using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Connections;

namespace SfOAuth.Vault;

/// <summary>Reads what Get-SecretInfo tells of the secrets that are connections.</summary>
internal static class SecretInfo
{
    internal static IReadOnlyList<VaultEntry> ReadAll(IEnumerable<PSObject> infos) =>
        [
            .. infos.Select(info => new VaultEntry(
                ConnectionName.FromSecretName((string)info.Properties["Name"].Value),
                MetadataOf(info)
            )),
        ];

    private static Dictionary<string, string> MetadataOf(PSObject info) =>
        (info.Properties["Metadata"]?.Value as IReadOnlyDictionary<string, object>)?.ToDictionary(
            fact => fact.Key,
            fact => Text(fact.Value)
        )
        ?? [];

    // SecretStore keeps JSON, and JSON that looks like a time comes back as one.
    private static string Text(object? fact) =>
        fact is DateTime time
            ? time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)
            : Convert.ToString(fact, CultureInfo.InvariantCulture) ?? "";
}
