using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;

namespace SfOAuth.Commands;

/// <summary>Lists saved connections, without opening a secret where the vault keeps metadata.</summary>
[Cmdlet(VerbsCommon.Get, "SfConnection")]
[OutputType(typeof(Connection))]
public sealed class GetSfConnectionCommand : SfNetworkCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
            RunWork(ErrorContext.For(name), () => WriteMatchesAsync(name));
    }

    private async Task WriteMatchesAsync(string name)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        int found = 0;
        int unread = 0;
        foreach (Func<ConnectionStore> open in await Connections.ListedAsync(PipedVaults.Choose(name, Vault)))
        {
            // One vault or connection that can't be read does not hide the others.
            unread++;
            await ReportErrorsAsync(ErrorContext.For(name), async () =>
            {
                ConnectionStore store = open();
                IReadOnlyList<VaultEntry> entries = await store.Vault.ListAsync(Cancelled);
                unread--;
                foreach (VaultEntry entry in entries)
                {
                    if (!pattern.IsMatch(entry.Name))
                        continue;
                    found++;
                    await ReportErrorsAsync(new ErrorContext { Connection = entry.Name }, () => WriteAsync(store, entry));
                }
            });
        }

        if (found == 0 && unread == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            throw new StorageException(Problem.ConnectionNotFound, $"No connection '{ConnectionName.Require(name)}' is saved.");
    }

    private async Task WriteAsync(ConnectionStore store, VaultEntry entry)
    {
        Connection connection = await store.DescribeAsync(entry, Cancelled);
        await Pipeline.WriteAsync(() => WriteObject(connection));
    }
}
