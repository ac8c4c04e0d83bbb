using System.Collections.Generic;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>What a vault tells of a saved connection without opening it.</summary>
/// <param name="Name">Of the connection.</param>
/// <param name="Facts">Empty where the vault keeps none.</param>
/// <param name="Error">Why nothing can be told; null where something can.</param>
internal sealed record VaultEntry(
    string Name,
    IReadOnlyDictionary<string, string> Facts,
    StorageException? Error = null
)
{
    internal static IReadOnlyDictionary<string, string> NoFacts { get; } = new Dictionary<string, string>();
}
