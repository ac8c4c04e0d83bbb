using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Forgets saved connections. The logins themselves stay valid at the server.</summary>
[Cmdlet(VerbsCommon.Remove, "SfConnection", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveSfConnectionCommand : SfCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
            RunInVault(ErrorContext.For(name), Vault, vault => RemoveAsync(vault, ConnectionName.Require(name)));
    }

    private async Task RemoveAsync(SecretManagementVault vault, string name)
    {
        await new ConnectionCatalog(vault).RequireAsync(name, Cancelled).ConfigureAwait(false);
        bool agreed = await Pipeline.AskAsync(
            () => ShouldProcess($"connection '{name}' in the vault '{vault.Name}'", "Forget (the login stays valid at the server)")).ConfigureAwait(false);
        if (agreed)
            await new ConnectionRemoval(vault, ProcessState.Locks, ProcessState.Pending) { Waiting = Waiting }.RunAsync(name, Cancelled).ConfigureAwait(false);
    }
}
