<#
.SYNOPSIS
    Ours and its rivals, alternating in one run; medians and the ratio.
.EXAMPLE
    ./tests/Benchmarks/Compare.ps1 -Release output/SfOAuth/0.1.0
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Release,
    [string] $Configuration = 'Release',
    [int] $Count = 9
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
. "$PSScriptRoot/../Build/Tools.ps1"

$homeBefore = $env:HOME
$env:HOME = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Bench.$PID") -ItemType Directory -Force).FullName
$env:SFOAUTH_TEST_RELEASE = (Resolve-Path $Release).Path
$env:SFOAUTH_TEST_TARGET = 'net8.0'
$env:SFOAUTH_TEST_FAKEORG = "$PSScriptRoot/../SfOAuth.FakeOrg/bin/$Configuration/net8.0/SfOAuth.FakeOrg.dll"
Import-Module "$PSScriptRoot/../TestKit.psm1"
$command, $first = Get-PowerShellCommand
$rounds = 1..$Count

function Get-Median([double[]] $Value) { ($Value | Sort-Object)[[Math]::Floor($Value.Count / 2)] }

# Alternating, so that what else the machine does falls on both.
function Measure-Row([string] $What, [double] $Target, [scriptblock] $Ours, [scriptblock] $Rival) {
    $null = & $Ours
    $null = & $Rival
    $times = $rounds | ForEach-Object { , @((Measure-Command $Ours).TotalMilliseconds, (Measure-Command $Rival).TotalMilliseconds) }
    $oursMs, $rivalMs = (Get-Median ($times | ForEach-Object { $_[0] })), (Get-Median ($times | ForEach-Object { $_[1] }))
    [pscustomobject]@{ What = $What; OursMs = [Math]::Round($oursMs, 1); RivalMs = [Math]::Round($rivalMs, 1); Ratio = [Math]::Round($oursMs / $rivalMs, 2); Target = $Target }
}

function Invoke-Shell([string] $Script) { $null = & $command @first -NoProfile -NonInteractive -Command $Script }

$org = Start-TestOrg
try {
    Set-OrgScenario $org @{ rotateRefreshTokens = $false }
    $token = New-TestConnection $org bench
    $refreshToken = ConvertFrom-SecureString $token.RefreshToken -AsPlainText
    $form = @{ grant_type = 'refresh_token'; refresh_token = $refreshToken; client_id = $org.clientId; client_secret = $org.clientSecret; format = 'json' }
    $refresh = @{ RefreshToken = $token.RefreshToken; ClientId = $org.clientId; ClientSecret = $org.clientSecret; LoginUrl = $org.loginUrl }
    $client = [System.Net.Http.HttpClient]::new()
    $fields = [System.Collections.Generic.Dictionary[string, string]]::new()
    $form.GetEnumerator() | ForEach-Object { $fields[$_.Key] = $_.Value }
    $empty = "$env:HOME/Empty.dll"
    Add-Type -OutputAssembly $empty -TypeDefinition 'using System.Management.Automation; [Cmdlet("Get", "Empty")] public class GetEmpty : Cmdlet { }'
    $import = "Import-Module '$env:SFOAUTH_TEST_RELEASE/SfOAuth.psd1'"
    $depends = 'Import-Module Microsoft.PowerShell.SecretManagement'

    $rows = @(
        Measure-Row -What 'import, against an empty binary module (both after SecretManagement), whole process' -Target 1.5 -Ours { Invoke-Shell "$depends; $import" } -Rival { Invoke-Shell "$depends; Import-Module '$empty'" }
        Measure-Row -What 'a saved token from a cold shell, against an empty shell' -Target 1.5 -Ours { Invoke-Shell "$import; Get-SfAccessToken bench" } -Rival { Invoke-Shell '1' }
        Measure-Row -What '20 warm refreshes without a vault, against a bare HttpClient' -Target 1.2 -Ours { 1..20 | ForEach-Object { Update-SfAccessToken @refresh } } -Rival { 1..20 | ForEach-Object { $client.PostAsync("$($org.loginUrl)/services/oauth2/token", [System.Net.Http.FormUrlEncodedContent]::new($fields)).Result.Content.ReadAsStringAsync().Result } }
        Measure-Row -What '20 warm refreshes without a vault, against Invoke-RestMethod' -Target 1.0 -Ours { 1..20 | ForEach-Object { Update-SfAccessToken @refresh } } -Rival { 1..20 | ForEach-Object { Invoke-RestMethod "$($org.loginUrl)/services/oauth2/token" -Method Post -Body $form } }
    )
    $rows | Format-List | Out-String -Width 200 | Out-Host
    $rows | ConvertTo-Json | Set-Content "$PSScriptRoot/../../output/benchmarks.json"
} finally {
    Stop-TestOrg $org
    Remove-Item $env:HOME -Recurse -Force -ErrorAction Ignore
    $env:HOME = $homeBefore
}
