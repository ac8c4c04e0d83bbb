# Secrets and their metadata in two tables of the process. What a call costs is what SecretManagement costs.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement names these functions.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'SecretManagement passes these parameters.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# SecretManagement may load this file anew for a call, so the tables are the process's.
$domain = [AppDomain]::CurrentDomain
if (-not $domain.GetData('SfOAuth.MemoryVault')) {
    $domain.SetData('SfOAuth.MemoryVault', @{ Secret = @{}; Info = @{} })
}

$tables = $domain.GetData('SfOAuth.MemoryVault')
$secrets = $tables.Secret
$infos = $tables.Info

function Get-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    $secrets[$Name]
}

function Get-SecretInfo {
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)

    if ([wildcardpattern]::ContainsWildcardCharacters($Filter)) { $infos.Values.Where({ $_.Name -like $Filter }) } else { $infos[$Filter] }
}

function Set-Secret {
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)

    $secrets[$Name] = $Secret
    if (-not $infos.ContainsKey($Name)) {
        $infos[$Name] = [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($Name, [Microsoft.PowerShell.SecretManagement.SecretType]::SecureString, $VaultName)
    }
}

function Set-SecretInfo {
    param([string] $Name, [hashtable] $Metadata, [string] $VaultName, [hashtable] $AdditionalParameters)

    $facts = [System.Collections.Generic.Dictionary[string, object]]::new()
    $Metadata.GetEnumerator() | ForEach-Object { $facts[$_.Key] = $_.Value }
    $infos[$Name] = [Microsoft.PowerShell.SecretManagement.SecretInformation]::new(
        $Name, [Microsoft.PowerShell.SecretManagement.SecretType]::SecureString, $VaultName,
        [System.Collections.ObjectModel.ReadOnlyDictionary[string, object]]::new($facts))
}

function Remove-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    $secrets.Remove($Name)
    $infos.Remove($Name)
}

function Test-SecretVault {
    param([string] $VaultName, [hashtable] $AdditionalParameters)

    $true
}
