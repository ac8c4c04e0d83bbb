<#
.SYNOPSIS
    Measures: the table of targets, Core's hot paths, and growth. Writes output/Benchmarks, and on request the pages.
.EXAMPLE
    ./tests/Benchmarks/Bench.ps1 -Release output/SfOAuth/0.1.0 -Quick
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Release,
    [string] $Configuration = 'Release',
    # Few rounds and small numbers: to see that it works, not to be quoted.
    [switch] $Quick,
    # Puts the tables into README.md and docs/performance.md, and the pictures into docs/images.
    [switch] $UpdateReadme,
    # Only these parts.
    [ValidateSet('Shell', 'Refresh', 'Crowd', 'Bulk', 'Shared', 'Core', 'Connections', 'Callers')]
    [string[]] $Part = @('Shell', 'Refresh', 'Crowd', 'Bulk', 'Shared', 'Core', 'Connections', 'Callers')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
. "$PSScriptRoot/../../tools/Tools.ps1"

if ($IsWindows -and -not $env:CI) {
    throw "On Windows this would use the account's own vaults; set CI=true in an account of its own."
}

if ($UpdateReadme -and $Part.Count -lt 8) {
    throw 'The pages take the figures of a whole run only.'
}

$root = (Resolve-Path "$PSScriptRoot/../..").Path
$output = (New-Item "$root/output/Benchmarks" -ItemType Directory -Force).FullName
$homeBefore, $notesBefore = $env:HOME, $env:PSModuleAnalysisCachePath
$env:HOME = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Bench.$PID") -ItemType Directory -Force).FullName
$env:SFOAUTH_TEST_RELEASE = (Resolve-Path $Release).Path
$env:SFOAUTH_TEST_EDITION = 'Core'
$env:SFOAUTH_TEST_FAKEORG = "$root/tests/SfOAuth.FakeOrg/bin/$Configuration/net8.0/SfOAuth.FakeOrg.dll"
Remove-Item Env:SFOAUTH_CONNECTION -ErrorAction Ignore
Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/Measure.psm1", "$PSScriptRoot/Report.psm1"

$sizes = $Quick ? @{
    Shells = 3; Refreshes = 30; WarmUp = 20; Crowd = 4, 2; Kills = 2; Connections = 64; Bulks = 1; Endurance = 2000; Looks = 3; Callers = 1, 8; Machines = 1, 2
    Sizes = @{ SfOAuth = 1, 10, 100; TestVault = 1, 10 }
} : @{
    Shells = 21; Refreshes = 300; WarmUp = 3000; Crowd = 32, 8; Kills = 7; Connections = 10000; Bulks = 2; Endurance = 100000; Looks = 11; Callers = 1, 4, 16, 64, 128, 256
    Machines = 1, 4, 16, 64; Sizes = @{ SfOAuth = 1, 10, 100, 1000, 10000; TestVault = 1, 10, 100 }
}

# Each part has the org and the vaults to itself.
function Invoke-Part([string] $Path) {
    "> $([System.IO.Path]::GetFileNameWithoutExtension($Path))" | Out-Host
    Reset-FakeOrg $bench.Org
    Clear-TestVault
    & $Path -Bench $bench
}

$bench = $sizes + @{
    Org = Start-TestOrg; Release = $env:SFOAUTH_TEST_RELEASE; Configuration = $Configuration
    LeftOut = [System.Collections.Generic.List[string]]::new(); HasStore = [bool](Get-Module Microsoft.PowerShell.SecretStore -ListAvailable)
}
if ($bench.HasStore) { Register-TestVault } else { $bench.LeftOut.Add('SecretStore (not installed)') }
try {
    $rows = @('Shell', 'Refresh', 'Crowd', 'Bulk', 'Shared' | Where-Object { $_ -in $Part } | ForEach-Object { Invoke-Part "$PSScriptRoot/Rows/$_.ps1" })
    $growth = [ordered]@{}
    foreach ($name in 'Connections', 'Callers' | Where-Object { $_ -in $Part }) {
        $growth[$name] = @(Invoke-Part "$PSScriptRoot/Growth/$name.ps1")
    }

    if ('Connections' -in $Part) { $rows += New-GrowthRow $growth['Connections'] }
    if ('Core' -in $Part) {
        Remove-Item "$output/Core" -Recurse -Force -ErrorAction Ignore
        & dotnet "$PSScriptRoot/Core/bin/$Configuration/net8.0/SfOAuth.Core.Benchmarks.dll" micro "$output/Core" $($Quick ? 'quick' : 'full') > "$output/Core.log"
        if ($LASTEXITCODE) { throw "BenchmarkDotNet ended with exit code $LASTEXITCODE; see $output/Core.log." }
    }
} finally {
    Stop-TestOrg $bench.Org
    Remove-Item $env:HOME -Recurse -Force -ErrorAction Ignore
    $env:HOME, $env:PSModuleAnalysisCachePath = $homeBefore, $notesBefore
}

$runtime = [System.Runtime.InteropServices.RuntimeInformation]
$image = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.File]::OpenRead([psobject].Assembly.Location))
$compiled = $image.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size ? 'compiled ahead' : 'not compiled ahead'
$image.Dispose()
$result = [pscustomobject]@{
    Date = Get-Date -Format yyyy-MM-dd; Quick = [bool]$Quick; LeftOut = @($bench.LeftOut); Rows = $rows
    Machine = "$([Environment]::ProcessorCount) cores, $($runtime::OSDescription), PowerShell $($PSVersionTable.PSVersion) ($compiled), $($runtime::FrameworkDescription)"
    Growth = $growth; Micro = @(if ('Core' -in $Part) { Read-MicroBenchmark "$output/Core" })
}
$result | ConvertTo-Json -Depth 8 | Set-Content "$output/results.json"
$tables = [ordered]@{
    'table'  = ConvertTo-Table $result -Short
    'all'    = @(ConvertTo-Table $result) + '' + @(ConvertTo-NoteList $result)
    'core'   = ConvertTo-MicroTable $result.Micro
    'growth' = if ($growth.Count -eq 2) { ConvertTo-GrowthTable $growth }
}
$tables.GetEnumerator() | ForEach-Object { $_.Value -join "`n" | Set-Content "$output/$($_.Key).md" }
$result.Rows | Format-List What, Ours, Rival, Result, Target, Met, Note | Out-String -Width 220 | Out-Host
$result.Micro | Format-Table -AutoSize | Out-String -Width 160 | Out-Host
$growth.Values | ForEach-Object { $_ | Format-Table -AutoSize | Out-String -Width 160 | Out-Host }
if ($growth.Count -eq 2) { Export-Chart $growth "$output/images" }
"Written to ${output}. Left out: $($bench.LeftOut.Count ? $bench.LeftOut -join '; ' : 'nothing')." | Out-Host
if ($UpdateReadme) {
    Update-Page "$root/README.md" benchmarks $tables.table
    'all', 'core', 'growth' | ForEach-Object { Update-Page "$root/docs/performance.md" $_ $tables[$_] }
    Export-Chart $growth "$root/docs/images"
}
