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

# A process of its own, with a home of its own: what the user has saved stays where it is.
$org = "$PSScriptRoot/../SfOAuth.FakeOrg/bin/$Configuration/net8.0/SfOAuth.FakeOrg.dll"
$names = 'HOME', 'SFOAUTH_HOME', 'SFOAUTH_VAULT', 'SFOAUTH_CONNECTION', 'SFOAUTH_KEY_FILE', 'SFOAUTH_JOURNAL'
$before = $names | ForEach-Object { [Environment]::GetEnvironmentVariable($_) }
$homeOfDemo = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Demo.$PID") -ItemType Directory -Force).FullName
try {
    $names | ForEach-Object { [Environment]::SetEnvironmentVariable($_, '') }
    $env:HOME, $env:SFOAUTH_HOME = $homeOfDemo, "$homeOfDemo/SfOAuth"
    Invoke-PowerShell '-File', "$PSScriptRoot/Story.ps1", '-Release', (Resolve-Path $Release).Path, '-FakeOrg', $org
} finally {
    0..($names.Count - 1) | ForEach-Object { [Environment]::SetEnvironmentVariable($names[$_], $before[$_]) }
    Remove-Item $homeOfDemo -Recurse -Force -ErrorAction Ignore
}

if ($LASTEXITCODE) {
    throw "The demo failed (exit code $LASTEXITCODE)."
}
