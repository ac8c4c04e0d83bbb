# A vault whose secrets are files, for tests. In the folder of the vault:
#   <secret>.secret, <secret>.info   what it holds
#   calls.log                        a line for each call that reaches it
#   refuse.<command>                 makes that command fail, with the file's text
#   wait.<command>                   a named pipe: that command waits until somebody has written to it
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement names these functions.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'SecretManagement passes these parameters.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Enter-Call([string] $Command, [string] $Name, [hashtable] $AdditionalParameters) {
    $folder = $AdditionalParameters.Path
    Add-Content "$folder/calls.log" "$Command $Name"
    if (Test-Path "$folder/refuse.$Command") {
        throw (Get-Content "$folder/refuse.$Command" -Raw)
    }

    if (Test-Path "$folder/wait.$Command") {
        $null = [System.IO.File]::ReadAllText("$folder/wait.$Command")
    }

    $folder
}

function Get-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    $folder = Enter-Call 'Get-Secret' $Name -AdditionalParameters $AdditionalParameters
    if (Test-Path "$folder/$Name.secret") {
        Get-Content "$folder/$Name.secret" -Raw
    }
}

function Get-SecretInfo {
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)

    $folder = Enter-Call 'Get-SecretInfo' $Filter -AdditionalParameters $AdditionalParameters
    foreach ($file in Get-ChildItem $folder -Filter '*.secret' | Where-Object BaseName -Like $Filter) {
        $facts = [System.Collections.Generic.Dictionary[string, object]]::new()
        $info = "$folder/$($file.BaseName).info"
        if (Test-Path $info) {
            (Get-Content $info -Raw | ConvertFrom-Json -AsHashtable).GetEnumerator() | ForEach-Object { $facts[$_.Key] = $_.Value }
        }

        [Microsoft.PowerShell.SecretManagement.SecretInformation]::new(
            $file.BaseName, [Microsoft.PowerShell.SecretManagement.SecretType]::SecureString, $VaultName,
            [System.Collections.ObjectModel.ReadOnlyDictionary[string, object]]::new($facts))
    }
}

function Set-Secret {
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)

    $folder = Enter-Call 'Set-Secret' $Name -AdditionalParameters $AdditionalParameters
    $text = if ($Secret -is [securestring]) { ConvertFrom-SecureString $Secret -AsPlainText } else { "$Secret" }
    Set-Content "$folder/$Name.secret" $text -NoNewline
}

function Set-SecretInfo {
    param([string] $Name, [hashtable] $Metadata, [string] $VaultName, [hashtable] $AdditionalParameters)

    $folder = Enter-Call 'Set-SecretInfo' $Name -AdditionalParameters $AdditionalParameters
    $Metadata | ConvertTo-Json | Set-Content "$folder/$Name.info"
}

function Remove-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    $folder = Enter-Call 'Remove-Secret' $Name -AdditionalParameters $AdditionalParameters
    Remove-Item "$folder/$Name.secret", "$folder/$Name.info" -ErrorAction Ignore
}

function Test-SecretVault {
    param([string] $VaultName, [hashtable] $AdditionalParameters)

    Test-Path $AdditionalParameters.Path
}
