using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Takes saved connections from one vault to another. The login itself does not change.</summary>
[Cmdlet(VerbsCommon.Move, "SfConnection", SupportsShouldProcess = true, HelpUri = HelpPages + "Move-SfConnection.md")]
[OutputType(typeof(Connection))]
public sealed class MoveSfConnectionCommand : SfNetworkCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string ToVault { get; set; } = "";

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in ExpandNames(Name, Vault))
            RunOn(ErrorContext.For(name), name, Vault, MoveAsync);
    }

    private async Task MoveAsync(ConnectionStore from, string name)
    {
        ConnectionStore to = await Connections.OpenAsync(ToVault);
        await from.RequireEntryAsync(name, Cancelled);
        if (
            !await ConfirmAsync(
                $"connection '{name}' in the vault '{from.Vault.Name}'",
                $"Move to the vault '{to.Vault.Name}'"
            )
        )
            return;
        ConnectionRecord record = await new ConnectionMove(from, to).RunAsync(name, Cancelled);
        DefaultConnection.Follow(name, from.Vault.Name, to.Vault.Name);
        await Pipeline.WriteAsync(() =>
        {
            WriteVerbose(
                $"'{name}' was written to the vault '{to.Vault.Name}', read back, and removed from '{from.Vault.Name}'."
            );
            WriteObject(record.ToMetadata().ToConnection(name, to.Vault.Name));
        });
    }
}
