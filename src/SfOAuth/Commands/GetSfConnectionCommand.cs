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
        IReadOnlyList<(ConnectionStore Store, VaultEntry Entry)> found = await Connections.ListAsync(
            pattern.IsMatch, PipedVaults.Choose(name, Vault));
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            throw new StorageException(Problem.ConnectionNotFound, $"No connection '{ConnectionName.Require(name)}' is saved.");
        foreach ((ConnectionStore store, VaultEntry entry) in found)
        {
            // One that can't be read does not hide the others.
            await ReportErrorsAsync(new ErrorContext { Connection = entry.Name }, async () =>
            {
                Connection connection = await store.DescribeAsync(entry, Cancelled);
                await Pipeline.WriteAsync(() => WriteObject(connection));
            });
        }
    }
}
