# One Pester run in this process: against one edition of the built module, in a home that is gone afterwards.
param(
    [Parameter(Mandatory)] [string] $Tests,
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [ValidateSet('Core', 'Desktop')] [string] $Edition,
    [Parameter(Mandatory)] [string] $ResultPath,
    [string] $Configuration = 'Release',
    [string] $Filter = '*'
)

$ErrorActionPreference = 'Stop'
$homeBefore = $env:HOME
$testHome = Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Tests.$PID"
$null = New-Item $testHome -ItemType Directory -Force
try {
    $env:HOME = $testHome
    $env:SFOAUTH_TEST_RELEASE = $Release
    $env:SFOAUTH_TEST_EDITION = $Edition
    $env:SFOAUTH_TEST_FAKEORG = "$Tests/SfOAuth.FakeOrg/bin/$Configuration/net8.0/SfOAuth.FakeOrg.dll"
    Remove-Item Env:SFOAUTH_CONNECTION -ErrorAction Ignore
    Import-Module Pester -MinimumVersion 5.5.0 -MaximumVersion 5.99.99
    $settings = New-PesterConfiguration -Hashtable @{
        Run    = @{ Path = @(Get-ChildItem $Tests -Filter "$Filter.Tests.ps1" | ForEach-Object FullName); PassThru = $true }
        Output = @{ Verbosity = 'Normal'; CIFormat = 'None' }
    }
    $run = Invoke-Pester -Configuration $settings
    $null = New-Item (Split-Path $ResultPath) -ItemType Directory -Force
    # A file that broke before its tests ran counts as a failure.
    @{
        Passed  = $run.PassedCount
        Failed  = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
        Skipped = $run.SkippedCount
    } | ConvertTo-Json | Set-Content $ResultPath
} finally {
    $env:HOME = $homeBefore
    Remove-Item $testHome -Recurse -Force -ErrorAction Ignore
}
