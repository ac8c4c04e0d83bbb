# Many connections at once, and one process that goes on and on.
param([Parameter(Mandatory)] [hashtable] $Bench)

Import-Module "$PSScriptRoot/../Seed.psm1"
$org = $Bench.Org
$count = $Bench.Connections
$throttle = 32
$delay = 100
$ideal = [Math]::Ceiling($count / $throttle) * $delay
Set-OrgScenario $org @{ rotateRefreshTokens = $false; approvalLimit = 0 }
Add-Connection $org SfOAuth 1 $count
$names = 1..$count | ForEach-Object { "c$_" }

function Measure-Bulk {
    Get-Summary (1..$Bench.Bulks | ForEach-Object {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $got = @($names | Update-SfAccessToken -Vault SfOAuth -ThrottleLimit $throttle).Count
        if ($got -ne $count) { throw "$got of $count were refreshed." }
        $watch.Elapsed.TotalMilliseconds
    })
}

# Without the org's delay, what is left is the vault's time and ours.
$null = $names | Select-Object -First 100 | Update-SfAccessToken -Vault SfOAuth
$atOnce = Measure-Bulk
Add-OrgFault $org @{ action = 'delay'; delayMs = $delay; count = 0; path = '/services/oauth2/token' }
$saved = Measure-Bulk
Reset-FakeOrg $org
$what = "$count connections, a server that takes $delay ms, throttle $throttle, saved in the built-in vault: part of the ideal throughput"
New-ValueRow $what ([Math]::Round($ideal / $saved.Median, 2)) '' -AtLeast 0.8 -Ours "$(Format-Time $saved), ideal $ideal ms" `
    -Note "With a server that answers at once: $(Format-Time $atOnce)." -Data @{ Saved = $saved; AtOnce = $atOnce }

# In a process of its own, so that its memory is nobody else's.
$samples = @(Invoke-PowerShell '-File', "$PSScriptRoot/../Endurance.ps1", '-Release', $Bench.Release, '-Count', $Bench.Endurance | ForEach-Object { ConvertFrom-Json $_ })
$from, $to = $samples[0], $samples[-1]
if ($to.Refreshes -ne $Bench.Endurance) { throw "The long run ended early: $to" }
$grown = [Math]::Round(($to.HeapBytes - $from.HeapBytes) / 1MB, 2)
$ours = '{0:N1} MB after {1:N0}, {2:N1} MB after {3:N0}' -f ($from.HeapBytes / 1MB), $from.Refreshes, ($to.HeapBytes / 1MB), $to.Refreshes
$note = 'Handles {0} and {1}, files {2} and {3}, working set {4:N0} and {5:N0} MB.' -f $from.Handles, $to.Handles, $from.Files, $to.Files, ($from.WorkingSet / 1MB), ($to.WorkingSet / 1MB)
New-ValueRow "$($Bench.Endurance) refreshes of a saved login by the cmdlet, in one process, rotation on: growth of the heap" $grown ' MB' -AtMost 8 -Ours $ours -Note $note -Data $samples
