<#
.SYNOPSIS
    The main job, shown: from the URL to sign in with to a call of the REST API, on an org and a vault that are gone afterwards.
.EXAMPLE
    ./tests/Demo/Demo.ps1 -Release output/SfOAuth/0.1.0
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Release,
    [ValidateSet('Debug', 'Release')] [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
. "$PSScriptRoot/../../tools/Tools.ps1"

# A process of its own: in this one the user's vaults may be open, and they stay where they are.
function Invoke-Story([string] $Module, [string] $Org) {
    $story = '-File', "$PSScriptRoot/Story.ps1", '-Release', $Module, '-FakeOrg', $Org
    $homeBefore = $env:HOME
    $homeOfDemo = Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Demo.$PID"
    $null = New-Item $homeOfDemo -ItemType Directory -Force
    try {
        $env:HOME = $homeOfDemo
        Invoke-PowerShell $story
    } finally {
        $env:HOME = $homeBefore
        Remove-Item $homeOfDemo -Recurse -Force -ErrorAction Ignore
    }
}

$missing = @('Microsoft.PowerShell.SecretManagement', '1.1.2'), @('Microsoft.PowerShell.SecretStore', '1.0.6') |
    Where-Object { -not (Resolve-TestModule @_) } | ForEach-Object { $_[0] }
if ($missing) {
    & dotnet run --project $PSScriptRoot --configuration $Configuration
    "Left out: the cmdlets and the vault (no $($missing -join ', ')); the steps above ran through SfOAuth.Core."
} else {
    Invoke-Story (Resolve-Path $Release).Path "$PSScriptRoot/../SfOAuth.FakeOrg/bin/$Configuration/net8.0/SfOAuth.FakeOrg.dll"
}

if ($LASTEXITCODE) {
    throw "The demo failed (exit code $LASTEXITCODE)."
}
