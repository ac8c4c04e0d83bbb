using System.Management.Automation;
using SfOAuth.Errors;
using SfOAuth.Pipeline;
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
    public string[] Name { get; set; } = ["*"];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
            Try(new ErrorContext { Connection = name }, () => WriteMatches(name));
    }

    private void WriteMatches(string name)
    {
        var vault = new SecretManagementVault(VaultRegistry.Resolve(Vault), Pipeline);
        bool found = false;
        foreach (Connection connection in vault.List(WildcardPattern.Get(name, WildcardOptions.IgnoreCase)))
        {
            found = true;
            WriteObject(connection);
        }

        if (!found && !WildcardPattern.ContainsWildcardCharacters(name))
            throw new StorageException(Problem.ConnectionNotFound, $"No connection '{name}' is saved in the vault '{vault.Name}'.");
    }
}
