using System.Collections.Generic;
using SfOAuth.Hosts;

namespace SfOAuth.Connections;

/// <summary>What a vault tells of a connection, as users see it.</summary>
internal static class ConnectionFacts
{
    /// <summary>What sealed documents that are connections say they are.</summary>
    internal const string DocumentKind = "sfoauth-connection";

    /// <summary>The fact that tells how often it was renewed.</summary>
    internal const string Generation = "Generation";

    /// <param name="facts">By the names of the object's properties.</param>
    /// <param name="name">Of the connection.</param>
    /// <param name="vault">Of the vault.</param>
    /// <param name="isDefault">Whether it is what is meant where none is named.</param>
    internal static Connection ToConnection(
        this IReadOnlyDictionary<string, string> facts,
        string name,
        string vault,
        bool isDefault = false
    ) =>
        new(name, vault, facts)
        {
            IsDefault = isDefault,
            OrgType = OrgType.Of(
                UrlIn(facts, nameof(Connection.LoginUrl)),
                UrlIn(facts, nameof(Connection.InstanceUrl))
            ),
        };

    private static string? UrlIn(IReadOnlyDictionary<string, string> facts, string name) =>
        facts.TryGetValue(name, out string? url) ? url : null;
}
