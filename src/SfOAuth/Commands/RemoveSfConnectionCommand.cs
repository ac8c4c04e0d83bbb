using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Forgets saved connections. The logins themselves stay valid at the server.</summary>
[Cmdlet(
    VerbsCommon.Remove,
    "SfConnection",
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Remove-SfConnection.md"
)]
[OutputType(typeof(void))]
public sealed class RemoveSfConnectionCommand : SfNetworkCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in ExpandNames(Name, Vault))
            RunOn(ErrorContext.For(name), name, Vault, RemoveAsync);
    }

    private async Task RemoveAsync(ConnectionStore store, string name)
    {
        VaultEntry entry = await store.RequireEntryAsync(name, Cancelled);
        string at = entry.Facts.TryGetValue(nameof(Connection.LoginUrl), out string? url) ? $" at {url}" : "";
        if (
            !await ConfirmAsync(
                $"connection '{name}'{at} in the vault '{store.Vault.Name}'",
                "Forget (the login stays valid at the server)"
            )
        )
            return;
        await store.RemoveAsync(name, Cancelled);
        DefaultConnection.Follow(name, store.Vault.Name, to: null);
    }
}
