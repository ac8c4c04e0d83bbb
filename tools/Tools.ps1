# What build.ps1 calls; kept apart so that the build reads as a list of tasks.
Import-Module "$PSScriptRoot/PowerShell.psm1"

function Invoke-Dotnet {
    "> dotnet $($args -join ' ')" | Out-Host
    # No page of welcome, and no certificate that nobody asked for; the prompt it was started from stays as it was.
    $before = $env:DOTNET_NOLOGO, $env:DOTNET_GENERATE_ASPNET_CERTIFICATE
    try {
        $env:DOTNET_NOLOGO, $env:DOTNET_GENERATE_ASPNET_CERTIFICATE = 'true', 'false'
        & dotnet @args -v quiet | Out-Host
    } finally {
        $env:DOTNET_NOLOGO, $env:DOTNET_GENERATE_ASPNET_CERTIFICATE = $before
    }

    if ($LASTEXITCODE) {
        throw "dotnet $($args[0]) ended with exit code $LASTEXITCODE."
    }
}

# Whether a module is there, after a try to install it where a gallery can be reached.
function Resolve-TestModule([string] $Name, [version] $MinimumVersion) {
    $find = { Get-Module $Name -ListAvailable | Where-Object Version -GE $MinimumVersion }
    if (& $find) {
        return $true
    }

    try {
        Install-PSResource -Name $Name -Version "[$MinimumVersion,)" -Scope CurrentUser -TrustRepository -Quiet -ErrorAction Stop
    } catch {
        "$Name $MinimumVersion is missing, and no gallery gives it: $($_.Exception.Message)" | Out-Host
    }

    return [bool](& $find)
}

# PSScriptAnalyzer 1.25 looks commands up from several threads at once, and now and then a lookup finds no Get-Command or ends
# the whole process (PSScriptAnalyzer #2205). So it has a process of its own and, where it fails itself, another go. Findings stand.
function Invoke-ScriptAnalysis([string] $Settings, [string[]] $Path) {
    $command, $first = Get-PowerShellCommand
    $script = "& '$PSScriptRoot/Run-Analyzer.ps1' -Settings '$Settings' -Path '$($Path -join "', '")'; exit `$LASTEXITCODE"
    foreach ($try in 1..5) {
        & $command @first -NoProfile -NonInteractive -Command $script | Out-Host
        if ($LASTEXITCODE -in 0, 1) { break }
        "The script analyzer ended with exit code $LASTEXITCODE (try $try of 5)." | Out-Host
    }

    if ($LASTEXITCODE) {
        throw 'PSScriptAnalyzer has findings, or could not end its work.'
    }
}

# .NET Framework is part of Windows. Elsewhere Mono plays its part, if it is whole: distributions cut it into many packages.
function Test-NetFramework {
    if ($IsWindows) {
        return $true
    }

    $mono = Get-Command mono -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $mono) {
        return $false
    }

    $program = Get-Item $mono.Source
    $libraries = Join-Path (Split-Path ($program.ResolveLinkTarget($true) ?? $program)) '../lib/mono/4.5'
    -not ('System.Runtime.Serialization.dll', 'Facades/netstandard.dll' | Where-Object { -not (Test-Path "$libraries/$_") })
}

function Invoke-XUnit([string] $Project, [string] $Configuration, [string] $Results, [string] $Filter = 'Category!=Stress', [string] $Framework = 'net8.0') {
    "> xunit on $Framework" | Out-Host
    Remove-Item "$Results/*.trx" -ErrorAction Ignore
    if ($Framework -ne 'net8.0' -and -not $IsWindows) {
        $Filter += '&Mono!=differs'
    }

    & dotnet test $Project --no-build --configuration $Configuration --framework $Framework --filter $Filter --logger trx --results-directory $Results | Out-Host
    $runs = Get-ChildItem $Results -Filter *.trx -ErrorAction Ignore
    if (-not $runs) {
        throw "dotnet test left no result (exit code $LASTEXITCODE)."
    }

    $counters = $runs | ForEach-Object { ([xml](Get-Content $_ -Raw)).TestRun.ResultSummary.Counters }
    $sum = { param($names) ($counters | ForEach-Object { $counter = $_; $names | ForEach-Object { [int]$counter.$_ } } | Measure-Object -Sum).Sum }
    return @{ Passed = & $sum 'passed'; Failed = & $sum 'failed', 'error', 'timeout', 'aborted'; Skipped = & $sum 'notExecuted' }
}

# In a process of its own, with a home of its own: no test comes near the user's vaults, and no assembly stays loaded. Complete-PesterRun
# waits for it.
function Invoke-PesterRun([string] $Tests, [string] $Release, [string] $Edition, [string] $Configuration, [string] $Results, [string] $Filter = '*') {
    $run = @{ Edition = $Edition; Result = "$Results/Pester.$Edition.json"; Log = "$Results/Pester.$Edition.log" }
    $null = New-Item $Results -ItemType Directory -Force
    Remove-Item $run.Result -ErrorAction Ignore
    $command, $first = Get-PowerShellCommand
    $values = @{ Tests = $Tests; Release = $Release; Edition = $Edition; Configuration = $Configuration; ResultPath = $run.Result; Filter = $Filter }
    $arguments = @($first) + '-NoProfile', '-NonInteractive', '-File', "$Tests/Build/Run-Pester.ps1" + $values.GetEnumerator().ForEach({ "-$($_.Key)", $_.Value })
    $quoted = $arguments | Where-Object { $_ } | ForEach-Object { '"{0}"' -f $_ }
    $run.Process = Start-Process $command -ArgumentList $quoted -RedirectStandardOutput $run.Log -RedirectStandardError "$($run.Log).errors" -NoNewWindow -PassThru
    # Read once, or it is not there when the process has ended.
    $null = $run.Process.Handle
    return $run
}

function Complete-PesterRun([hashtable] $Run) {
    $Run.Process.WaitForExit()
    "> Pester against the build for $($Run.Edition)" | Out-Host
    Get-Content $Run.Log, "$($Run.Log).errors" | Out-Host
    if (-not (Test-Path $Run.Result)) {
        throw "Pester left no result for $($Run.Edition) (exit code $($Run.Process.ExitCode))."
    }

    return Get-Content $Run.Result -Raw | ConvertFrom-Json
}
