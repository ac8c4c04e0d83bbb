# What a person types, and what comes back. Run by Demo.ps1, in a home of its own.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [string] $FakeOrg
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Set-StrictMode -Version Latest
$env:SFOAUTH_TEST_RELEASE = $Release
$env:SFOAUTH_TEST_EDITION = 'Core'
$env:SFOAUTH_TEST_FAKEORG = $FakeOrg
Import-Module "$PSScriptRoot/../Kit/TestKit.psm1"
. "$PSScriptRoot/Stage.ps1"
. "$PSScriptRoot/Browser.ps1"

Import-SfOAuth
$org = Start-FakeOrg
try {
    $loginUrl, $clientId, $secret = $org.loginUrl, $org.clientId, (ConvertTo-Secure $org.clientSecret)
    Show-Title 'SfOAuth, from the first URL to a call of the REST API'
    Show-Note "These are the cmdlets, in PowerShell $($PSVersionTable.PSVersion). The org is a stand-in at $loginUrl, and the vault is a new one. Nothing leaves this machine, and nothing stays on it."
    Show-Note '$clientId and $secret hold the consumer key and the consumer secret of an app in that org.'

    Show-Step 'Make the URL to sign in with'
    . Show-Command '$request = Get-SfAuthorizeUrl -ClientId $clientId -LoginUrl $loginUrl -Scope api, refresh_token'
    . Show-Command '$request'

    Show-Step 'Sign in with a browser'
    Show-Typed 'Start-Process $request.Url'
    $address = Invoke-SignIn $org $request.Url
    Show-Note "$($org.username) logs in and chooses Allow. The browser ends on this address, which is copied whole:"
    Show-Address $address

    Show-Step 'Turn the address into tokens, and save them'
    . Show-Command '$request | Invoke-SfCodeExchange -ResponseUrl $address -ClientSecret $secret -Name demo'
    . Show-Command 'Get-SfConnection'

    Show-Step 'Refresh. This org rotates: each refresh token works once'
    $seen = @(Get-Fingerprint (Get-SfAccessToken demo).RefreshToken)
    foreach ($round in 1, 2) {
        . Show-Command '$token = Update-SfAccessToken demo'
        $seen += Get-Fingerprint $token.RefreshToken
        Show-Note "The refresh token was $($seen[-2])... and is $($seen[-1])... now (of its SHA-256); the new one is in the vault."
    }

    if (@($seen | Select-Object -Unique).Count -ne 3) {
        throw 'The refresh token did not change with each refresh.'
    }

    Show-Step 'Call Salesforce'
    Show-Note '-AllowUnencryptedAuthentication is for the stand-in, which speaks http. A real org does not need it.'
    . Show-Command '$token = Get-SfAccessToken demo'
    . Show-Command '$limits = Invoke-RestMethod $token.Resolve("/services/data/v66.0/limits") -Authentication Bearer -Token $token -AllowUnencryptedAuthentication'
    . Show-Command '$limits.DailyApiRequests'

    . Show-Command '(Invoke-SfRestMethod /services/data/v66.0/limits -Name demo).DailyApiRequests'

    $obstacle = Get-Obstacle $Release
    if (-not $obstacle) {
        Show-Step 'Hand the token to a script that knows SecretManagement alone'
        $env:PSModulePath = (Split-Path (Split-Path $Release)), $env:PSModulePath -join [System.IO.Path]::PathSeparator
        . Show-Command 'Register-SecretVault Salesforce -ModuleName SfOAuth'
        . Show-Command 'Get-Secret demo -Vault Salesforce'
    }

    Show-Title 'That is all. The same with your own org: README.md, "The first five minutes".'
    if ($obstacle) { Show-Note "Left out: Get-Secret of SecretManagement ($obstacle)." }
} finally {
    Stop-FakeOrg $org
}
