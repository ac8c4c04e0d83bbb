# The built-in vault as a vault of SecretManagement. What it calls a secret is an access token that works: the saved one, or a new
# one where that is too old. SecretManagement holds a lock while it runs these functions, so none of its commands may be called in
# them, and none is: the built-in vault is named each time. Each import of SfOAuth reads this file, so what a function does stands in
# a file of its name, and what is exported in the manifests: here either would take longer than all that is left.

function Get-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    & "$PSScriptRoot/Get-Secret.ps1" @PSBoundParameters
}

function Get-SecretInfo {
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)
    & "$PSScriptRoot/Get-SecretInfo.ps1" @PSBoundParameters
}

function Remove-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement has asked.')]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    & "$PSScriptRoot/Remove-Secret.ps1" @PSBoundParameters
}

function Set-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It changes nothing.')]
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)
    & "$PSScriptRoot/Set-Secret.ps1" @PSBoundParameters
}

function Test-SecretVault {
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    & "$PSScriptRoot/Test-SecretVault.ps1" @PSBoundParameters
}
