using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;

namespace SfOAuth.Pipeline;

/// <summary>
/// Finds saved connections by a name or a pattern, in all vaults that are listed or in the one that is named.
/// </summary>
internal sealed class ConnectionSearch(SfNetworkCommand command)
{
    /// <summary>
    /// The names themselves, and for each pattern what it fits. To be called on the pipeline's thread.
    /// </summary>
    /// <returns>What a pattern fits knows the vault that it is in.</returns>
    internal IReadOnlyList<string> Expand(IEnumerable<string> names, string? vault) =>
        [.. names.SelectMany(name => NamePattern.IsPattern(name) ? Match(name, vault) : [name])];

    /// <summary>Gives all that a name or pattern fits. One vault that can't be read does not hide the others.</summary>
    /// <exception cref="SfOAuthException">No connection can be called so.</exception>
    /// <exception cref="StorageException">The vault that is named can't be used; or nothing has the very
    /// name.</exception>
    internal async Task FindAsync(string name, string? vault, Func<ConnectionStore, VaultEntry, Task> give)
    {
        WildcardPattern pattern = NamePattern.OfConnection(name);
        int found = 0;
        int unread = 0;
        foreach (Func<ConnectionStore> open in await command.Connections.ListedAsync(PipedVaults.Choose(name, vault)))
        {
            unread++;
            await command.ReportErrorsAsync(
                ErrorContext.For(name),
                async () =>
                {
                    ConnectionStore store = open();
                    IReadOnlyList<VaultEntry> entries = await store.Vault.ListAsync(command.Cancelled);
                    unread--;
                    foreach (VaultEntry entry in entries.Where(entry => pattern.IsMatch(entry.Name)))
                    {
                        found++;
                        await command.ReportErrorsAsync(
                            new ErrorContext { Connection = entry.Name },
                            () => give(store, entry)
                        );
                    }
                }
            );
        }

        if (found == 0 && unread == 0 && !NamePattern.IsPattern(name))
            throw new StorageException(Problem.ConnectionNotFound, $"No connection '{name}' is saved.");
    }

    private List<string> Match(string pattern, string? vault)
    {
        List<string> names = [];
        command.RunWork(
            ErrorContext.For(pattern),
            () =>
                FindAsync(
                    pattern,
                    vault,
                    (store, entry) =>
                    {
                        names.Add(PipedVaults.Mark(entry.Name, store.Vault.Name));
                        return Task.CompletedTask;
                    }
                )
        );
        if (names.Count == 0)
            command.WriteVerbose($"No saved connection fits '{pattern}'.");
        return names;
    }
}
