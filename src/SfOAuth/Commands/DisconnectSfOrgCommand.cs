using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;

namespace SfOAuth.Commands;

/// <summary>Ends saved logins at the org, then forgets them.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "SfOrg", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectSfOrgCommand : SfNetworkCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
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
        foreach (string name in Name)
        {
            ErrorContext context = ErrorContext.For(name);
            RunOn(context, name, Vault, (store, connection) => SignOutAsync(store, connection, context));
        }
    }

    private async Task SignOutAsync(ConnectionStore store, string name, ErrorContext context)
    {
        ConnectionRecord record = await store.ReadAsync(name, Cancelled);
        context.LoginUrl = record.Client.LoginUrl.Value;
        if (!await ConfirmAsync(
            $"connection '{name}' in the vault '{store.Vault.Name}'", $"Revoke the login at {record.Client.LoginUrl.Host}, and forget it"))
            return;
        if (await store.SignOutAsync(name, Force, Cancelled) is SfOAuthException failure)
            await Pipeline.WriteAsync(() => WriteWarning($"'{name}' is forgotten, and its login may live on at the org: {failure.Message}"));
    }
}
