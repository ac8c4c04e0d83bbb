using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Hosts;
using SfOAuth.Vault.Completion;

namespace SfOAuth.Parameters;

/// <summary>
/// The two hosts that all orgs share, by the names this module has for them, and where saved connections sign in.
/// </summary>
internal sealed class LoginUrlCompleter : Completer
{
    private static readonly string[] _shared = ["production", "sandbox"];

    private protected override IEnumerable<Suggestion> Find(string? vault)
    {
        Suggestion[] shared = [.. _shared.Select(name => new Suggestion(name, LoginUrl.Parse(name).Value))];
        return shared.Concat(
            CompletionVaultReader
                .Connections(vault)
                .Where(connection => connection.LoginUrl is string url && shared.All(known => known.ToolTip != url))
                .GroupBy(connection => connection.LoginUrl!, connection => connection.Name, StringComparer.Ordinal)
                .OrderBy(saved => saved.Key, StringComparer.Ordinal)
                .Select(saved => new Suggestion(saved.Key, $"Where {string.Join(", ", saved)} signed in"))
        );
    }
}
