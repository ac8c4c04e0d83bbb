using System.Management.Automation;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Makes this machine forget a shared vault. What is in the container stays.</summary>
[Cmdlet(
    VerbsLifecycle.Unregister,
    "SfVault",
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Unregister-SfVault.md"
)]
[OutputType(typeof(void))]
public sealed class UnregisterSfVaultCommand : SfCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
            ReportErrors(new ErrorContext(), () => Unregister(name));
    }

    private void Unregister(string name)
    {
        if (!ConnectionName.IsValid(name) || !SharedVaults.OpenFolder().Contains(name))
            throw new StorageException(Problem.VaultNotFound, "No shared vault of this name is registered.");
        if (ShouldProcess($"vault '{name}'", "Unregister (what is in the container stays)"))
            SharedVaults.OpenFolder().Delete(name, Problem.HomeUnavailable);
    }
}
