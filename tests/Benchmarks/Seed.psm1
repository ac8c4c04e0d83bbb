# Saved connections by the thousand, each with a login of its own at the org.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'What changes here is gone after the run.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Kit/TestKit.psm1"

$client = [System.Net.Http.HttpClient]::new()

# A refresh token of a new login.
function New-OrgLogin($Org) {
    $body = [System.Net.Http.StringContent]::new('{}', [Text.Encoding]::UTF8, 'application/json')
    $answer = $client.PostAsync("$($Org.loginUrl)/_control/login", $body).GetAwaiter().GetResult()
    ($answer.Content.ReadAsStringAsync().GetAwaiter().GetResult() | ConvertFrom-Json).refresh_token
}

# The connections c<From> to c<To>: the first is made as a user makes it, the others are copies of it around their own logins.
function Add-Connection($Org, [string] $Vault, [int] $From, [int] $To) {
    if ($From -eq 1) {
        $null = New-TestConnection $Org c1 @{ Vault = $Vault }
        $From = 2
    }

    $template = Get-Secret SfOAuth-c1 -Vault $Vault -AsPlainText
    $metadata = @{} + (Get-SecretInfo SfOAuth-c1 -Vault $Vault).Metadata
    $old = [regex]::Match($template, '"answer\.refresh_token":"([^"]+)"').Groups[1].Value
    for ($number = $From; $number -le $To; $number++) {
        $document = ConvertTo-Secure $template.Replace($old, (New-OrgLogin $Org))
        if ($Vault -eq 'Memory') { Add-ToMemory "SfOAuth-c$number" $document } else { Set-Secret "SfOAuth-c$number" -Vault $Vault -SecureStringSecret $document -Metadata $metadata }
    }
}

# Past SecretManagement, which is not what is measured when the connections are made.
function Add-ToMemory([string] $Name, [securestring] $Document) {
    $tables = [AppDomain]::CurrentDomain.GetData('SfOAuth.MemoryVault')
    $like = $tables.Info['SfOAuth-c1']
    $tables.Secret[$Name] = $Document
    $tables.Info[$Name] = [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($Name, $like.Type, $like.VaultName, $like.Metadata)
}

# Empty, whatever another part of the run has left in it.
function Register-MemoryVault {
    Register-SecretVault -Name Memory -ModuleName "$PSScriptRoot/MemoryVault" -AllowClobber
    $tables = [AppDomain]::CurrentDomain.GetData('SfOAuth.MemoryVault')
    if ($tables) {
        $tables.Secret.Clear()
        $tables.Info.Clear()
    }
}

Export-ModuleMember -Function *
