using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Ends saved logins at the org, then forgets them.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "SfOrg", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectSfOrgCommand : SfNetworkCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
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
            RunInVault(context, Vault, vault => SignOutAsync(vault, ConnectionName.Require(name), context));
        }
    }

    private async Task SignOutAsync(SecretManagementVault vault, string name, ErrorContext context)
    {
        ConnectionServices services = ServicesOf(vault);
        ConnectionRecord record = await new ConnectionRead(services).RunAsync(name, Cancelled).ConfigureAwait(false);
        context.LoginUrl = record.Client.LoginUrl.Value;
        bool agreed = await Pipeline.AskAsync(
            () => ShouldProcess($"connection '{name}' in the vault '{vault.Name}'", $"Revoke the login at {record.Client.LoginUrl.Host}, and forget it")).ConfigureAwait(false);
        if (!agreed)
            return;
        SfOAuthException? failure = await new ConnectionSignOut(services).RunAsync(name, Force, Cancelled).ConfigureAwait(false);
        if (failure is not null)
            await Pipeline.WriteAsync(() => WriteWarning($"'{name}' is forgotten, and its login may live on at the org: {failure.Message}")).ConfigureAwait(false);
    }
}
