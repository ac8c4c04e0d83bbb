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

# The connections c<From> to c<To>: the first is made as a user makes it, the others are copies of it around their own logins,
# put where they belong past all that is measured later.
function Add-Connection($Org, [string] $Vault, [int] $From, [int] $To) {
    if ($From -eq 1) {
        $null = New-TestConnection $Org c1 @{ Vault = $Vault }
        $From = 2
    }

    $isOwn = $Vault -eq 'SfOAuth'
    $template = if ($isOwn) { Get-SavedDocument c1 } else { Get-Secret SfOAuth-c1 -Vault $Vault -AsPlainText }
    $metadata = if ($isOwn) { @{} } else { @{} + (Get-SecretInfo SfOAuth-c1 -Vault $Vault).Metadata }
    $old = [regex]::Match($template, '"answer\.refresh_token":"([^"]+)"').Groups[1].Value
    for ($number = $From; $number -le $To; $number++) {
        $document = $template.Replace($old, (New-OrgLogin $Org))
        if ($isOwn) {
            Set-SavedDocument "c$number" $document
        } else {
            Set-Secret "SfOAuth-c$number" -Vault $Vault -SecureStringSecret (ConvertTo-Secure $document) -Metadata $metadata
        }
    }
}

Export-ModuleMember -Function *
