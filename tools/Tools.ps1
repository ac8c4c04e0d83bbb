# What build.ps1 calls; kept apart so that the build reads as a list of tasks.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The build calls this, and nobody else.')]
param()

Import-Module "$PSScriptRoot/PowerShell.psm1"

# For what the script starts; the prompt that it was started from stays as it was.
function Use-Environment([hashtable] $Values, [scriptblock] $ScriptBlock) {
    $before = @{}
    try {
        foreach ($name in $Values.Keys) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
            Set-Item "Env:$name" $Values[$name]
        }

        & $ScriptBlock
    } finally {
        foreach ($name in $before.Keys) {
            Set-Item "Env:$name" $before[$name]
        }
    }
}

# No page of welcome, and no certificate that nobody asked for.
function Invoke-Dotnet {
    "> dotnet $($args -join ' ')" | Out-Host
    $arguments = $args
    Use-Environment ($shortLived + @{ DOTNET_NOLOGO = 'true'; DOTNET_GENERATE_ASPNET_CERTIFICATE = 'false' }) {
        & dotnet @arguments -v quiet | Out-Host
    }
    if ($LASTEXITCODE) {
        throw "dotnet $($args[0]) ended with exit code $LASTEXITCODE."
    }
}

# Modules of the build's own, beside those of the user, for this process and those it starts.
function Add-ModuleFolder([string] $Folder) {
    $null = New-Item $Folder -ItemType Directory -Force
    $separator = [System.IO.Path]::PathSeparator
    if ($Folder -notin $env:PSModulePath.Split($separator)) {
        $env:PSModulePath = $Folder + $separator + $env:PSModulePath
    }
}

# Pester at the version the tests are written for, by an ordinary restore. False where NuGet can't give it.
function Restore-Pester([string] $Folder) {
    & dotnet msbuild "$PSScriptRoot/Modules.csproj" -restore -t:CopyModules "-p:Destination=$Folder" -v:quiet -nologo | Out-Host
    return $LASTEXITCODE -eq 0
}

# The PowerShell that the tests start: this one, or what it is compiled to where it comes as a .NET tool, which is not.
function Get-TestShell([string] $Folder) {
    $shell = Get-PowerShellCommand
    if ($shell.First) {
        $compiled = "$Folder/$($PSVersionTable.PSVersion)"
        if (-not (Test-Path "$compiled/compiled")) {
            & dotnet msbuild "$PSScriptRoot/CompiledPowerShell.csproj" -restore -t:CompilePowerShell "-p:PowerShell=$PSHOME" "-p:Destination=$compiled" -v:quiet -nologo *> $null
        }

        if (Test-Path "$compiled/compiled") {
            $shell.First = @("$compiled/pwsh.dll")
        } else {
            'The tests run in a PowerShell that is not compiled, and take longer: NuGet does not give the compiler.' | Out-Host
        }
    }

    $shell
}

# Whether the gallery answers, which two seconds tell. PSResourceGet itself asks for minutes.
function Test-Gallery {
    if ($null -eq $script:galleryAnswers) {
        $client = [System.Net.Http.HttpClient]@{ Timeout = [timespan]::FromSeconds(2) }
        try {
            $uri = (Get-PSResourceRepository -ErrorAction Stop | Select-Object -First 1).Uri
            $script:galleryAnswers = $uri.Scheme -like 'http*' -and $client.GetAsync($uri, 'ResponseHeadersRead').GetAwaiter().GetResult().IsSuccessStatusCode
        } catch {
            $script:galleryAnswers = $false
        } finally {
            $client.Dispose()
        }
    }

    return $script:galleryAnswers
}

$script:galleryAnswers = $null

# Whether a module is there, after a try to get it for the build alone where a gallery answers.
function Resolve-TestModule([string] $Name, [version] $MinimumVersion, [string] $Folder) {
    $find = { Get-Module $Name -ListAvailable | Where-Object Version -GE $MinimumVersion }
    if (& $find) {
        return $true
    }

    if (-not (Test-Gallery)) {
        return $false
    }

    try {
        Save-PSResource -Name $Name -Version "[$MinimumVersion,)" -Path $Folder -TrustRepository -Quiet -ErrorAction Stop
    } catch {
        "$Name $MinimumVersion is missing, and no gallery gives it: $($_.Exception.Message)" | Out-Host
    }

    return [bool](& $find)
}

# PSScriptAnalyzer 1.25 looks commands up from several threads at once, and now and then a lookup finds no Get-Command or ends
# the whole process (PSScriptAnalyzer #2205). So it has a process of its own and, where it fails itself, another go. Findings stand.
# It blocks more threads than a small machine's pool has, which then grows by one every half second; so the pool begins larger.
function Invoke-ScriptAnalysis([string] $Settings, [string[]] $Path, [version] $Version) {
    $script = "& '$PSScriptRoot/Run-Analyzer.ps1' -Version $Version -Settings '$Settings' -Path '$($Path -join "', '")'; exit `$LASTEXITCODE"
    Use-Environment @{ DOTNET_ThreadPool_ForceMinWorkerThreads = '20' } {
        foreach ($try in 1..5) {
            Invoke-PowerShell '-Command', $script | Out-Host
            if ($LASTEXITCODE -in 1, 3) { break }
            "The script analyzer ended with exit code $LASTEXITCODE (try $try of 5)." | Out-Host
        }
    }

    if ($LASTEXITCODE -ne 3) {
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

# The runtime's settings, in hexadecimal, for processes that run most code a few times and end soon: they would not gain by code that
# is counted, compiled a second time or beforehand, or by small collections. Compilers and tests take a quarter less of a processor.
$shortLived = @{
    DOTNET_TieredPGO              = '0'
    DOTNET_TC_CallCountingDelayMs = '1388'
    DOTNET_MultiCoreJitMinNumCpus = '3E8'
    DOTNET_GCgen0size             = '4000000'
    DOTNET_gcConcurrent           = '0'
    DOTNET_EnableWriteXorExecute  = '0'
}
# And tests tell nobody of what they do.
$testEnvironment = $shortLived + @{ POWERSHELL_TELEMETRY_OPTOUT = '1' }

# A program that runs while others do; what it prints is shown by Complete-Program.
function Start-Program([string] $Title, [string] $Path, [string[]] $Argument, [string] $Log) {
    $null = New-Item (Split-Path $Log) -ItemType Directory -Force
    $quoted = $Argument | ForEach-Object { '"{0}"' -f $_ }
    $process = Start-Process $Path -ArgumentList $quoted -Environment $testEnvironment -RedirectStandardOutput $Log -RedirectStandardError "$Log.errors" -NoNewWindow -PassThru
    # Read once, or it is not there when the process has ended.
    $null = $process.Handle
    @{ Title = $Title; Process = $process; Log = $Log }
}

function Complete-Program([hashtable] $Run) {
    $Run.Process.WaitForExit()
    "> $($Run.Title)" | Out-Host
    Get-Content $Run.Log, "$($Run.Log).errors" | Out-Host
}

# What stands in for a cloud's storage, in a process of its own, for npm takes its time.
function Start-AzuriteInstall([string] $Tests, [string] $Results) {
    $shell = Get-PowerShellCommand
    $arguments = $shell.First + '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$Tests/Kit/Azurite.psm1'; Install-Azurite"
    Start-Program 'Azurite from npm, if it is not there' -Path $shell.Path -Argument $arguments -Log "$Results/azurite.txt"
}

function Start-XUnit([string] $Project, [string] $Configuration, [string] $Results, [string] $Filter = 'Category!=Stress', [string] $Framework = 'net8.0') {
    $folder = "$Results/$Framework"
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
    if ($Framework -ne 'net8.0' -and -not $IsWindows) {
        $Filter += '&Mono!=differs'
    }

    $arguments = 'test', $Project, '--no-build', '--configuration', $Configuration, '--framework', $Framework, '--filter', $Filter, '--logger', 'trx', '--results-directory', $folder
    $run = Start-Program "xunit on $Framework" -Path dotnet -Argument $arguments -Log "$folder/log.txt"
    return $run + @{ Results = $folder }
}

function Complete-XUnit([hashtable] $Run) {
    Complete-Program $Run
    $files = Get-ChildItem $Run.Results -Filter *.trx
    if (-not $files) {
        throw "dotnet test left no result (exit code $($Run.Process.ExitCode))."
    }

    $results = $files | ForEach-Object { ([xml](Get-Content $_ -Raw)).TestRun }
    $counters = $results.ResultSummary.Counters
    $failures = $results | ForEach-Object { $_.SelectNodes("//*[local-name() = 'UnitTestResult'][@outcome != 'Passed' and @outcome != 'NotExecuted']") }
    $sum = { param($names) ($counters | ForEach-Object { $counter = $_; $names | ForEach-Object { [int]$counter.$_ } } | Measure-Object -Sum).Sum }
    return @{ Passed = & $sum 'passed'; Failed = & $sum 'failed', 'error', 'timeout', 'aborted'; Skipped = & $sum 'notExecuted'; Failures = @($failures | ForEach-Object { Format-Failure "$($Run.Title): $($_.testName)" $_.SelectSingleNode(".//*[local-name() = 'Message']")?.InnerText }) }
}

# What failed, and why: a log's end is often all that is kept of it.
function Format-Failure([string] $Name, [string] $Why) {
    $line = ($Why -replace '\x1B\[[\d;]*m' -replace '\s+', ' ').Trim()
    if ($line.Length -gt 600) { $line = $line.Substring(0, 600) + '...' }
    "$Name`n    $line"
}

# In processes of their own, each with a home of its own: no test comes near the user's vaults, and no assembly stays loaded. The
# processes of an edition share its files among them. Complete-PesterRun waits for one.
function Start-PesterRun($Shell, [string] $Tests, [string] $Release, [string] $Edition, [string] $Configuration, [string] $Results, [string] $Filter = '*', [int] $Processes = 1) {
    $folder = "$Results/Pester.$Edition"
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
    $null = New-Item "$folder/claims" -ItemType Directory -Force
    foreach ($number in 1..$Processes) {
        $values = @{
            Tests = $Tests; Release = $Release; Edition = $Edition; Configuration = $Configuration; Filter = $Filter
            ResultPath = "$folder/$number.json"; Claims = "$folder/claims"
        }
        $arguments = $Shell.First + '-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/Run-Pester.ps1" + $values.GetEnumerator().ForEach({ "-$($_.Key)", $_.Value })
        $run = Start-Program "Pester against the build for $Edition, $number of $Processes" -Path $Shell.Path -Argument $arguments -Log "$folder/$number.log"
        $run + @{ Result = $values.ResultPath }
    }
}

function Complete-PesterRun([hashtable] $Run) {
    Complete-Program $Run
    if (-not (Test-Path $Run.Result)) {
        throw "$($Run.Title) left no result (exit code $($Run.Process.ExitCode))."
    }

    return Get-Content $Run.Result -Raw | ConvertFrom-Json
}
