using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Formats;

namespace SfOAuth.Vault;

/// <summary>A vault as it is registered: what to call it, and what is behind it.</summary>
internal sealed class VaultRegistration(string name, string module, bool isDefault)
{
    // A consumer secret is longer: one that was given in the wrong place is not repeated.
    private const int LongestShown = 50;

    internal string Name => name;

    /// <summary>Whether the user's one SecretStore is behind it, under whatever name.</summary>
    internal bool IsSecretStore => module == ForeignMember.SecretStore;

    /// <summary>Whether it is the built-in vault, shown to SecretManagement under another name.</summary>
    internal bool IsBuiltIn => module == BuiltInVault.VaultName;

    /// <summary>Names the store: all registrations of SecretStore are one.</summary>
    internal string LockKey => IsSecretStore ? module : $"{module}/{name}";

    /// <summary>For a person who chooses among them.</summary>
    internal string Description => isDefault ? $"{module}, the default vault" : module;

    /// <summary>A name that was given, as a message tells it.</summary>
    internal static string Show(string name) =>
        name.Length <= LongestShown ? $"'{Printable.Of(name)}'" : "of the name given";

    /// <param name="vaults">All that are registered.</param>
    /// <param name="asked">The user's -Vault; null or empty for the default vault.</param>
    /// <exception cref="StorageException">There is none, or none of this name.</exception>
    internal static VaultRegistration Find(IEnumerable<PSObject> vaults, string? asked)
    {
        PSObject[] all = [.. vaults];
        PSObject? found = string.IsNullOrEmpty(asked)
            ? all.FirstOrDefault(IsDefault)
            : all.FirstOrDefault(vault =>
                string.Equals(Text(vault, "Name"), asked, StringComparison.OrdinalIgnoreCase)
            );
        if (found is not null)
            return Of(found);
        throw new StorageException(
            Problem.VaultNotFound,
            !string.IsNullOrEmpty(asked) ? $"No vault {Show(asked!)} is registered."
                : all.Length == 0 ? "No vault is registered."
                : "No vault is the default one, and -Vault names none."
        );
    }

    internal static VaultRegistration Of(PSObject vault) =>
        new(Text(vault, "Name"), Text(vault, "ModuleName"), IsDefault(vault));

    private static bool IsDefault(PSObject vault) => vault.Properties["IsDefault"]?.Value is true;

    private static string Text(PSObject vault, string property) => vault.Properties[property]?.Value as string ?? "";
}
