using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace SfOAuth.Vault;

/// <summary>
/// Calls SecretManagement's commands, by their full names, in the caller's runspace. The caller's preferences and default
/// parameter values do not reach them: a $WhatIfPreference of true would make a save a silent no-op.
/// </summary>
internal static class SecretManagement
{
    private const string Shield = """
        $PSDefaultParameterValues = @{}
        $ErrorActionPreference = 'Stop'
        $WhatIfPreference = $false
        $ConfirmPreference = 'None'
        $WarningPreference = $VerbosePreference = $DebugPreference = $InformationPreference = $ProgressPreference = 'SilentlyContinue'
        Set-StrictMode -Off

        """;

    internal const string GetVaults = "Microsoft.PowerShell.SecretManagement\\Get-SecretVault";

    internal const string GetSecret = "Microsoft.PowerShell.SecretManagement\\Get-Secret -Name $args[0] -Vault $args[1]";

    // Never with -Metadata: on a vault that keeps none, SecretManagement then deletes the secret it has just written
    // (PowerShell/SecretManagement issue 227).
    internal const string SetSecret = "Microsoft.PowerShell.SecretManagement\\Set-Secret -Name $args[0] -Vault $args[1] -SecureStringSecret $args[2] -WhatIf:$false -Confirm:$false";

    internal const string SetMetadata = "Microsoft.PowerShell.SecretManagement\\Set-SecretInfo -Name $args[0] -Vault $args[1] -Metadata $args[2] -WhatIf:$false -Confirm:$false";

    internal const string GetInfo = "Microsoft.PowerShell.SecretManagement\\Get-SecretInfo -Name $args[0] -Vault $args[1]";

    internal const string RemoveSecret = "Microsoft.PowerShell.SecretManagement\\Remove-Secret -Name $args[0] -Vault $args[1] -WhatIf:$false -Confirm:$false";

    /// <summary>Runs one of the commands above. To be called on the pipeline's thread.</summary>
    /// <exception cref="RuntimeException">The command or the vault failed.</exception>
    internal static Collection<PSObject> Invoke(string command, params object[] arguments)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript(Shield + command, useLocalScope: true);
        foreach (object argument in arguments)
            shell.AddArgument(argument);
        return shell.Invoke();
    }

    /// <summary>Metadata in the one form the commands take.</summary>
    internal static Hashtable ToMetadata(IReadOnlyDictionary<string, string> facts)
    {
        var metadata = new Hashtable();
        foreach (KeyValuePair<string, string> fact in facts)
            metadata[fact.Key] = fact.Value;
        return metadata;
    }
}
