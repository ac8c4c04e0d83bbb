using System;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Vault;

/// <summary>Finds the vault a command is to use, so that every later call can name it: without a name SecretManagement asks them all.</summary>
internal static class VaultRegistry
{
    /// <param name="asked">The user's -Vault; null for the default vault.</param>
    /// <exception cref="StorageException">There is none, or none of this name.</exception>
    internal static string Resolve(string? asked)
    {
        PSObject[] vaults;
        try
        {
            vaults = [.. SecretManagement.Invoke(SecretManagement.GetVaults)];
        }
        catch (RuntimeException exception)
        {
            throw new StorageException(Problem.VaultNotFound, $"The vaults can't be listed: {exception.Message}", exception);
        }

        PSObject? found = asked is null
            ? vaults.FirstOrDefault(vault => vault.Properties["IsDefault"]?.Value is true)
            : vaults.FirstOrDefault(vault => string.Equals(NameOf(vault), asked, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
            return NameOf(found);
        throw new StorageException(
            Problem.VaultNotFound,
            asked is not null ? $"No vault '{asked}' is registered." : vaults.Length == 0 ? "No vault is registered." : "No vault is the default one, and -Vault names none.");
    }

    private static string NameOf(PSObject vault) => (string)vault.Properties["Name"].Value;
}
