# Pester in this process, file by file: against one edition of the built module, in a home that is gone afterwards.
param(
    [Parameter(Mandatory)] [string] $Tests,
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [ValidateSet('Core', 'Desktop')] [string] $Edition,
    [Parameter(Mandatory)] [string] $ResultPath,
    [string] $Configuration = 'Release',
    [string] $Filter = '*',
    # A folder in which processes that share the files note which of them took which.
    [string] $Claims
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Tools.ps1"
Add-ModuleFolder "$PSScriptRoot/../output/modules"
$homeBefore = $env:HOME
$testHome = Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Tests.$PID"
$null = New-Item $testHome -ItemType Directory -Force

function Test-Claim([string] $Folder, [string] $Name) {
    try {
        [System.IO.File]::Open("$Folder/$Name", 'CreateNew').Dispose()
        return $true
    } catch [System.IO.IOException] {
        return $false
    }
}

# What tests are about and this machine lacks: they carry its name as a tag.
function Get-Missing([System.IO.FileInfo[]] $Files) {
    Import-Module "$Tests/Kit/Azurite.psm1", "$Tests/Kit/Browser.psm1"
    $there = [ordered]@{
        SecretManagement = { Get-Module Microsoft.PowerShell.SecretManagement -ListAvailable }
        SecretStore      = { Get-Module Microsoft.PowerShell.SecretStore -ListAvailable }
        PSScriptAnalyzer = { Get-Module PSScriptAnalyzer -ListAvailable }
        PSResourceGet    = { Get-Command Compress-PSResource -ErrorAction Ignore }
        SalesforceCli    = { $env:SFOAUTH_TEST_SF -or (Get-Command sf -CommandType Application -ErrorAction Ignore) }
        Browser          = { Find-Browser }
        Azurite          = { Get-AzuriteProgram }
    }
    # Each is looked for where it is needed.
    $there.Keys | Where-Object { ($Files | Select-String "\bTag .*\b$_\b" -Quiet) -and -not (& $there[$_]) }
}

try {
    $env:HOME = $testHome
    $env:SFOAUTH_HOME = "$testHome/SfOAuth"
    # What the user of this machine has set for their own logins.
    Get-ChildItem Env:SFOAUTH_* | Where-Object Name -NotMatch '^SFOAUTH_(HOME|TEST_)' | Remove-Item
    Remove-Item Env:CI -ErrorAction Ignore
    $env:SFOAUTH_TEST_RELEASE = $Release
    $env:SFOAUTH_TEST_EDITION = $Edition
    $env:SFOAUTH_TEST_FAKEORG = "$Tests/SfOAuth.FakeOrg/bin/$Configuration/net8.0/SfOAuth.FakeOrg.dll"
    Import-Module Pester -RequiredVersion 5.9.1
    $result = [ordered]@{ Passed = 0; Failed = 0; Skipped = 0; Failures = @(); LeftOut = [ordered]@{}; Seconds = [ordered]@{} }
    # Those that wait for other processes first, then long ones, so that no process is left alone with one at the end.
    # What is shipped, and what it says of itself, is one for both editions.
    $files = Get-ChildItem $Tests -Filter "$Filter.Tests.ps1" -Recurse |
        Where-Object { $Edition -eq 'Core' -or $_.Directory.Name -ne 'Release' } |
        Sort-Object { $_.Directory.Name -ne 'Behaviour' }, { -$_.Length }
    $missing = @(Get-Missing $files)
    $missing | ForEach-Object { $result.LeftOut[$_] = 0 }
    foreach ($file in $files) {
        if ($Claims -and -not (Test-Claim $Claims $file.Name)) { continue }
        $run = Invoke-Pester -Configuration (New-PesterConfiguration -Hashtable @{
            Run    = @{ Path = $file.FullName; PassThru = $true }
            Filter = @{ ExcludeTag = $missing }
            Output = @{ Verbosity = 'Normal'; CIFormat = 'None' }
        })
        $result.Passed += $run.PassedCount
        # A file that broke before its tests ran counts as a failure.
        $result.Failed += $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
        $result.Skipped += $run.SkippedCount
        $result.Failures += foreach ($failed in @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)) {
            $name = if ($failed.PSObject.Properties['ExpandedPath']) { $failed.ExpandedPath } else { 'the whole file' }
            Format-Failure "$($file.BaseName), $($Edition): $name" ($failed.ErrorRecord | Select-Object -First 1)
        }
        foreach ($test in $run.Tests | Where-Object { -not $_.ShouldRun }) {
            $tags = for ($block = $test; $block; $block = if ($block.PSObject.Properties['Parent']) { $block.Parent } else { $block.Block }) { $block.Tag }
            $missing | Where-Object { $_ -in $tags } | Select-Object -First 1 | ForEach-Object { $result.LeftOut[$_]++ }
        }
        $result.Seconds[$file.BaseName] = [Math]::Round($run.Duration.TotalSeconds, 1)
    }

    $null = New-Item (Split-Path $ResultPath) -ItemType Directory -Force
    $result | ConvertTo-Json | Set-Content $ResultPath
} finally {
    $env:HOME = $homeBefore
    Remove-Item $testHome -Recurse -Force -ErrorAction Ignore
}
