<#
.SYNOPSIS
    The whole build. Each task does what it needs of the ones before it.
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Analyze', 'Docs', 'Package', 'Demo', 'Bench', 'Stress', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # For Bench: few rounds, to see that it works; and whether the pages get the figures.
    [switch] $Quick,
    [switch] $UpdateReadme
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
. "$PSScriptRoot/tools/Tools.ps1"

# The manifest's RootModule is an expression, which Import-PowerShellDataFile does not take.
$version = [regex]::Match((Get-Content "$PSScriptRoot/module/SfOAuth.psd1" -Raw), "ModuleVersion\s*=\s*'(.+?)'").Groups[1].Value
$output = "$PSScriptRoot/output"
$release = "$output/SfOAuth/$version"
# PowerShell's editions, and what each loads.
$editions = [ordered]@{ Core = 'net8.0'; Desktop = 'netstandard2.0' }
$totals = @{ Passed = 0; Failed = 0; Skipped = 0 }
$leftOut = [System.Collections.Generic.List[string]]::new()

function Invoke-Build {
    Invoke-Dotnet build "$PSScriptRoot/SfOAuth.sln" --configuration $Configuration
    Remove-Item $release -Recurse -Force -ErrorAction Ignore
    $null = New-Item $release -ItemType Directory -Force
    Copy-Item "$PSScriptRoot/module/*", "$PSScriptRoot/LICENSE" $release -Recurse
    foreach ($edition in $editions.Keys) {
        $null = New-Item "$release/bin/$edition" -ItemType Directory -Force
        foreach ($assembly in 'SfOAuth', 'SfOAuth.Core') {
            Copy-Item "$PSScriptRoot/src/SfOAuth/bin/$Configuration/$($editions[$edition])/$assembly.dll" "$release/bin/$edition"
        }
    }
}

function Invoke-Analyze {
    Invoke-Dotnet format "$PSScriptRoot/SfOAuth.sln" --no-restore --verify-no-changes
    if (-not (Resolve-TestModule PSScriptAnalyzer '1.21.0')) {
        $leftOut.Add('script analysis (no PSScriptAnalyzer)')
        return
    }

    Invoke-ScriptAnalysis "$PSScriptRoot/PSScriptAnalyzerSettings.psd1" ('build.ps1', 'module', 'tests', 'docs/samples', 'PSScriptAnalyzerSettings.psd1' | ForEach-Object { "$PSScriptRoot/$_" })
}

function Invoke-Test {
    Add-Total (Invoke-XUnit "$PSScriptRoot/tests/SfOAuth.Core.Tests" $Configuration "$output/TestResults")
    if (Test-NetFramework) {
        Add-Total (Invoke-XUnit "$PSScriptRoot/tests/SfOAuth.Core.Tests" $Configuration "$output/TestResults" -Framework net472)
    } else {
        $leftOut.Add("Core's tests on .NET Framework (no Mono, or one without its class libraries)")
    }

    $missing = @('Pester', '5.5.0'), @('Microsoft.PowerShell.SecretManagement', '1.1.2'), @('Microsoft.PowerShell.SecretStore', '1.0.6') |
        Where-Object { -not (Resolve-TestModule @_) } | ForEach-Object { $_[0] }
    if ($missing) {
        $leftOut.Add("the cmdlets' tests (no $($missing -join ', '))")
        return
    }

    if ($IsWindows -and -not $env:CI) {
        # There the registry of vaults, and SecretStore, are where the account has them, and can't be moved for a test.
        $leftOut.Add("the cmdlets' tests (they would use this account's vaults; set CI=true in an account of their own)")
        return
    }

    $runs = foreach ($edition in $editions.Keys) {
        $run = Invoke-PesterRun "$PSScriptRoot/tests" $release $edition $Configuration "$output/TestResults"
        # There both have one registry of vaults.
        if ($IsWindows) { $run.Process.WaitForExit() }
        $run
    }
    $runs | ForEach-Object { Add-Total (Complete-PesterRun $_) }
}

function Invoke-Stress {
    $env:SFOAUTH_TEST_STRESS = '1'
    Add-Total (Invoke-XUnit "$PSScriptRoot/tests/SfOAuth.Core.Tests" $Configuration "$output/TestResults" 'Category=Stress')
    Add-Total (Complete-PesterRun (Invoke-PesterRun "$PSScriptRoot/tests" $release Core $Configuration "$output/TestResults" 'Concurrency'))
}

function Add-Total($Result) {
    foreach ($key in 'Passed', 'Failed', 'Skipped') {
        $totals[$key] += $Result.$key
    }
}

function Write-Total {
    if ($leftOut.Count) {
        "Left out: $($leftOut -join '; ')." | Out-Host
    }

    "Total: $($totals.Passed) passed, $($totals.Failed) failed, $($totals.Skipped) skipped" | Out-Host
    if ($totals.Failed) {
        exit 1
    }
}

function Invoke-Package {
    Remove-Item "$output/packages/*.nupkg" -ErrorAction Ignore
    & "$PSScriptRoot/tools/New-Package.ps1" -Release $release -Destination "$output/packages" | Get-FileHash | Format-List
}

switch ($Task) {
    Clean {
        Remove-Item $output -Recurse -Force -ErrorAction Ignore
        Get-ChildItem "$PSScriptRoot/src", "$PSScriptRoot/tests" -Directory -Recurse -Include bin, obj | Remove-Item -Recurse -Force
    }
    Build { Invoke-Build }
    Analyze { Invoke-Analyze }
    Docs {
        Invoke-Build
        & "$PSScriptRoot/tools/ConvertTo-Help.ps1" -Docs "$PSScriptRoot/docs" -Destination "$PSScriptRoot/module/en-US" -Release $release
        & "$PSScriptRoot/tools/ConvertTo-AboutHelp.ps1" -Docs "$PSScriptRoot/docs" -Destination "$PSScriptRoot/module/en-US"
    }
    Test {
        Invoke-Build
        Invoke-Analyze
        Invoke-Test
        Write-Total
    }
    Bench {
        Invoke-Build
        & "$PSScriptRoot/tests/Benchmarks/Bench.ps1" -Release $release -Configuration $Configuration -Quick:$Quick -UpdateReadme:$UpdateReadme
    }
    Stress {
        Invoke-Build
        Invoke-Stress
        Write-Total
    }
    Package {
        Invoke-Build
        Invoke-Package
    }
    Demo {
        Invoke-Build
        & "$PSScriptRoot/tests/Demo/Demo.ps1" -Release $release -Configuration $Configuration
    }
}
