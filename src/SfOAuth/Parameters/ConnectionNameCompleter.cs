using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Vault.Completion;

namespace SfOAuth.Parameters;

/// <summary>The names of saved connections, and whose they are.</summary>
internal sealed class ConnectionNameCompleter : Completer
{
    private protected override IEnumerable<Suggestion> Find(string? vault) =>
        CompletionVaultReader
            .Connections(vault)
            .OrderBy(connection => connection.Name, StringComparer.OrdinalIgnoreCase)
            .Select(connection => new Suggestion(connection.Name, Describe(connection)));

    private static string Describe(Connection connection)
    {
        string?[] facts = [connection.Username ?? connection.UserId, connection.InstanceUrl ?? connection.LoginUrl];
        string described = string.Join(" at ", facts.OfType<string>());
        return described.Length > 0 ? described : connection.Name;
    }
}
