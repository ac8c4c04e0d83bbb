using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Ends saved logins at the org, then forgets them.</summary>
[Cmdlet(
    VerbsCommunications.Disconnect,
    "SfOrg",
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Disconnect-SfOrg.md"
)]
[OutputType(typeof(void))]
public sealed class DisconnectSfOrgCommand : SfNetworkCommand
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

    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in ExpandNames(Name, Vault))
        {
            ErrorContext context = ErrorContext.For(name);
            RunOn(context, name, Vault, (store, connection) => SignOutAsync(store, connection, context));
        }
    }

    private async Task SignOutAsync(ConnectionStore store, string name, ErrorContext context)
    {
        ConnectionRecord record = await store.ReadAsync(name, Cancelled);
        context.LoginUrl = record.Client.LoginUrl.Value;
        if (
            !await ConfirmAsync(
                $"connection '{name}' in the vault '{store.Vault.Name}'",
                $"Revoke the login at {record.Client.LoginUrl.Host}, and forget it"
            )
        )
            return;
        SfOAuthException? failure = await store.SignOutAsync(name, Force, Cancelled);
        DefaultConnection.Follow(name, store.Vault.Name, to: null);
        if (failure is not null)
            await Pipeline.WriteAsync(() =>
                WriteWarning($"'{name}' is forgotten, and its login may live on at the org: {failure.Message}")
            );
    }
}
