using System.Runtime.CompilerServices;

namespace SfOAuth.Parameters;

/// <summary>
/// Which vault an object was saved in whose name was bound from the pipeline. A parameter -Vault could only be bound by
/// the name of a property, which records of the org can have too; so the vault stays with the very text that the name
/// was bound as, and a text that somebody typed has none.
/// </summary>
internal static class PipedVaults
{
    private static readonly ConditionalWeakTable<string, string> _vaults = new();

    /// <returns>The name, as a text of its own.</returns>
    internal static string Mark(string name, string? vault)
    {
        string bound = new(name.ToCharArray());
        if (!string.IsNullOrEmpty(vault))
            _vaults.Add(bound, vault!);
        return bound;
    }

    /// <summary>The user's own choice, else where the object with this name is saved; null for none.</summary>
    internal static string? Choose(string? name, string? given) =>
        !string.IsNullOrEmpty(given) ? given
        : name is not null && _vaults.TryGetValue(name, out string? vault) ? vault
        : null;
}
