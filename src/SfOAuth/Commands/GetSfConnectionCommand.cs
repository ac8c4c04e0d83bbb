using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Lists saved connections, without opening a secret where the vault keeps metadata.</summary>
[Cmdlet(VerbsCommon.Get, "SfConnection")]
[OutputType(typeof(Connection))]
public sealed class GetSfConnectionCommand : SfCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
            RunInVault(ErrorContext.For(name), Vault, vault => WriteMatchesAsync(vault, name));
    }

    private async Task WriteMatchesAsync(SecretManagementVault vault, string name)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        var catalog = new ConnectionCatalog(vault);
        IReadOnlyList<SecretEntry> found = await catalog.FindAsync(pattern.IsMatch, Cancelled).ConfigureAwait(false);
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            throw catalog.NotFound(ConnectionName.Require(name));
        foreach (SecretEntry entry in found)
        {
            // One that can't be read does not hide the others.
            await GuardAsync(new ErrorContext { Connection = entry.Connection }, async () =>
            {
                Connection connection = await catalog.DescribeAsync(entry, Cancelled).ConfigureAwait(false);
                await Pipeline.WriteAsync(() => WriteObject(connection)).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
    }
}
