using System.Collections.Generic;

namespace SfOAuth.Connections;

/// <summary>What a vault tells of a saved connection without opening it.</summary>
/// <param name="Name">Of the connection.</param>
/// <param name="Facts">Empty where the vault keeps none.</param>
internal sealed record VaultEntry(string Name, IReadOnlyDictionary<string, string> Facts);
