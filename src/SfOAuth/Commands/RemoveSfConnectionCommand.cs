using System.Linq;
using System.Management.Automation;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Pipeline;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Forgets saved connections. The logins themselves stay valid at the server.</summary>
[Cmdlet(VerbsCommon.Remove, "SfConnection", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveSfConnectionCommand : SfCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
            Try(new ErrorContext { Connection = name }, () => Remove(name));
    }

    private void Remove(string name)
    {
        ConnectionName.Require(name);
        var vault = new SecretManagementVault(VaultRegistry.Resolve(Vault), Pipeline);
        if (!vault.Names().Contains(name, System.StringComparer.OrdinalIgnoreCase))
            throw new StorageException(Problem.ConnectionNotFound, $"No connection '{name}' is saved in the vault '{vault.Name}'.");
        if (ShouldProcess($"connection '{name}' in the vault '{vault.Name}'", "Forget (the login stays valid at the server)"))
            vault.Remove(name);
    }
}
