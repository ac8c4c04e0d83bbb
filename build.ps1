<#
.SYNOPSIS
    The whole build. Each task does what it needs of the ones before it.
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Analyze', 'Docs', 'Package', 'Demo', 'Bench', 'Stress', 'Fuzz', 'Clean')]
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
Add-ModuleFolder "$PSScriptRoot/output/modules"

# The manifest's RootModule is an expression, which Import-PowerShellDataFile does not take.
$version = [regex]::Match((Get-Content "$PSScriptRoot/module/SfOAuth.psd1" -Raw), "ModuleVersion\s*=\s*'(.+?)'").Groups[1].Value
$output = "$PSScriptRoot/output"
$release = "$output/SfOAuth/$version"
# PowerShell's editions, and what each loads.
$editions = [ordered]@{ Core = 'net8.0'; Desktop = 'netstandard2.0' }
# How many processes test each; one of them has what is the same in both on top.
$processes = @{ Core = 3; Desktop = 2 }
$analyzer = [version]'1.25.0'
$results = "$output/TestResults"
$modules = "$output/modules"
$missing = [ordered]@{}
$totals = @{ Passed = 0; Failed = 0; Skipped = 0 }
$leftOut = [System.Collections.Generic.List[string]]::new()
$failures = [System.Collections.Generic.List[string]]::new()

# The compiler's analyzers take as long as the compiler. They belong to the lint, and to a build for its own sake.
function Invoke-Build([string[]] $With = '-p:RunAnalyzers=false') {
    Invoke-Dotnet build "$PSScriptRoot/SfOAuth.sln" --configuration $Configuration @With
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

# The layout of the C# files is one tool's, in the version that its manifest pins.
function Invoke-LayoutCheck {
    Push-Location "$PSScriptRoot/tools"
    try {
        & dotnet tool restore *> $null
        if ($LASTEXITCODE) {
            $leftOut.Add('the layout of the C# files (no registry that gives CSharpier)')
        } else {
            & dotnet csharpier check "$PSScriptRoot/src" "$PSScriptRoot/tests"
            if ($LASTEXITCODE) { throw 'CSharpier would lay these files out differently.' }
        }
    } finally {
        Pop-Location
    }
}

function Invoke-Analyze {
    Invoke-LayoutCheck
    # Another version has other opinions.
    if (-not (Get-Module PSScriptAnalyzer -ListAvailable | Where-Object Version -EQ $analyzer)) {
        $leftOut.Add("script analysis (no PSScriptAnalyzer $analyzer)")
        return
    }

    Invoke-ScriptAnalysis "$PSScriptRoot/PSScriptAnalyzerSettings.psd1" -Version $analyzer -Path (
        'build.ps1', 'module', 'tests', 'tools', 'docs/samples', 'PSScriptAnalyzerSettings.psd1' | ForEach-Object { "$PSScriptRoot/$_" })
}

# Pester's processes and xunit run side by side, for each waits a part of its time for others.
function Invoke-Test($Azurite) {
    $project = "$PSScriptRoot/tests/SfOAuth.Core.Tests"
    $core = Start-XUnit $project $Configuration $results
    Complete-Program $Azurite
    $runs = @(if (Test-CmdletsRunnable) { Open-CmdletTest })
    Add-Total (Complete-XUnit $core)
    if (Test-NetFramework) {
        Add-Total (Complete-XUnit (Start-XUnit $project $Configuration $results -Framework net472))
    } else {
        $leftOut.Add("Core's tests on .NET Framework (no Mono, or one without its class libraries)")
    }

    $runs | ForEach-Object { Add-PesterTotal $_ }
}

function Test-CmdletsRunnable {
    if ($IsWindows -and -not $env:CI) {
        # There the registry of vaults, and SecretStore, are where the account has them, and can't be moved for a test.
        $leftOut.Add("the cmdlets' tests (they would use this account's vaults; set CI=true in an account of their own)")
        return $false
    }

    if (-not (Restore-Pester $modules)) {
        $leftOut.Add("the cmdlets' tests (no Pester, and NuGet does not give it)")
        return $false
    }

    $null = Resolve-TestModule Microsoft.PowerShell.SecretManagement 1.1.2 $modules
    $null = Resolve-TestModule Microsoft.PowerShell.SecretStore 1.0.6 $modules
    return $true
}

function Open-CmdletTest {
    $shell = Get-TestShell "$output/pwsh"
    foreach ($edition in $editions.Keys) {
        $runs = Start-PesterRun $shell "$PSScriptRoot/tests" $release $edition $Configuration $results -Processes ($IsWindows ? 1 : $processes[$edition])
        # There both have one registry of vaults.
        if ($IsWindows) { $runs.Process.WaitForExit() }
        $runs
    }
}

function Invoke-Stress {
    $env:SFOAUTH_TEST_STRESS = '1'
    Add-Total (Complete-XUnit (Start-XUnit "$PSScriptRoot/tests/SfOAuth.Core.Tests" $Configuration $results 'Category=Stress'))
    if (Test-CmdletsRunnable) {
        $shell = Get-TestShell "$output/pwsh"
        foreach ($file in 'Concurrency', 'Kill') {
            Add-PesterTotal (Start-PesterRun $shell "$PSScriptRoot/tests" $release Core $Configuration $results $file)
        }
    }
}

function Invoke-Fuzz {
    $env:SFOAUTH_TEST_FUZZ = '200000'
    Add-Total (Complete-XUnit (Start-XUnit "$PSScriptRoot/tests/SfOAuth.Core.Tests" $Configuration $results 'Category=Fuzz'))
}

function Add-PesterTotal($Run) {
    $result = Complete-PesterRun $Run
    Add-Total $result
    foreach ($module in $result.LeftOut.PSObject.Properties) {
        $missing[$module.Name] += $module.Value
    }
}

function Add-Total($Result) {
    foreach ($key in 'Passed', 'Failed', 'Skipped') {
        $totals[$key] += $Result.$key
    }

    $failures.AddRange([string[]]$Result.Failures)
}

function Write-Total {
    $why = @{
        SecretManagement = 'no Microsoft.PowerShell.SecretManagement, and no gallery that gives it'
        SecretStore      = 'no Microsoft.PowerShell.SecretStore, and no gallery that gives it'
        PSScriptAnalyzer = 'it is not installed'
        PSResourceGet    = 'no Compress-PSResource, which came with version 1.1'
        SalesforceCli    = 'no sf on the PATH'
        Browser          = 'no chromium and chromedriver on the PATH'
        Azurite          = 'npm does not give it'
    }
    $missing.Keys | ForEach-Object { $leftOut.Add("$($missing[$_]) tests of $_ ($($why[$_]))") }
    if ($leftOut.Count) {
        "Left out: $($leftOut -join '; ')." | Out-Host
    }

    # Once more where they are seen, for a long log stands between.
    $failures | ForEach-Object { "Failed: $_" } | Out-Host
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
    Build { Invoke-Build -With @() }
    Analyze {
        # They look at what is compiled, also where a test has compiled it before.
        Invoke-Build -With '--no-incremental'
        Invoke-Analyze
        if ($leftOut.Count) { "Left out: $($leftOut -join '; ')." | Out-Host }
    }
    Docs {
        Invoke-Build
        & "$PSScriptRoot/tools/ConvertTo-Help.ps1" -Docs "$PSScriptRoot/docs" -Destination "$PSScriptRoot/module/en-US" -Release $release
        & "$PSScriptRoot/tools/ConvertTo-AboutHelp.ps1" -Docs "$PSScriptRoot/docs" -Destination "$PSScriptRoot/module/en-US"
    }
    Test {
        $azurite = Start-AzuriteInstall "$PSScriptRoot/tests" $results
        Invoke-Build
        Invoke-Test $azurite
        Write-Total
    }
    Bench {
        Invoke-Build
        # In a PowerShell as users have it, whose images are compiled ahead.
        $shell = Get-TestShell "$output/pwsh"
        $switches = @('-Quick' | Where-Object { $Quick }) + @('-UpdateReadme' | Where-Object { $UpdateReadme })
        $arguments = $shell.First + '-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/tests/Benchmarks/Bench.ps1", '-Release', $release, '-Configuration', $Configuration + $switches
        & $shell.Path @arguments
        if ($LASTEXITCODE) { throw "The measurements ended with exit code $LASTEXITCODE." }
    }
    Stress {
        Invoke-Build
        Invoke-Stress
        Write-Total
    }
    Fuzz {
        Invoke-Build
        Invoke-Fuzz
        Write-Total
    }
    Package {
        Invoke-Build -With @()
        Invoke-Package
    }
    Demo {
        Invoke-Build
        & "$PSScriptRoot/tests/Demo/Demo.ps1" -Release $release -Configuration $Configuration
    }
}
