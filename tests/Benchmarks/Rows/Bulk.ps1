# Many connections at once, and one process that goes on and on.
param([Parameter(Mandatory)] [hashtable] $Bench)

Import-Module "$PSScriptRoot/../Seed.psm1"
$org = $Bench.Org
$count = $Bench.Connections
$throttle = 32
$delay = 100
$ideal = [Math]::Ceiling($count / $throttle) * $delay
Set-OrgScenario $org @{ rotateRefreshTokens = $false; approvalLimit = 0 }
Register-MemoryVault
Add-Connection $org Memory 1 $count
$tokens = 1..$count | ForEach-Object {
    Update-SfAccessToken -RefreshToken (ConvertTo-Secure (New-OrgLogin $org)) -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl
}
$names = 1..$count | ForEach-Object { "c$_" }
$slow = @{ action = 'delay'; delayMs = $delay; count = 0; path = '/services/oauth2/token' }

function Measure-Bulk([scriptblock] $Refresh) {
    Get-Summary (1..$Bench.Bulks | ForEach-Object {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $got = @(& $Refresh).Count
        if ($got -ne $count) { throw "$got of $count were refreshed." }
        $watch.Elapsed.TotalMilliseconds
    })
}

# Without the org's delay, what is left is the vault's time and ours.
$null = $names | Update-SfAccessToken -Vault Memory
$atOnce = Measure-Bulk { $names | Update-SfAccessToken -Vault Memory -ThrottleLimit $throttle }
Add-OrgFault $org $slow
$saved = Measure-Bulk { $names | Update-SfAccessToken -Vault Memory -ThrottleLimit $throttle }
$bare = Measure-Bulk { $tokens | Update-SfAccessToken -ClientSecret $org.clientSecret -ThrottleLimit $throttle }
Reset-FakeOrg $org
$what = "$count connections, a server that takes $delay ms, throttle $throttle"
New-ValueRow "$what, no vault: part of the ideal throughput" ([Math]::Round($ideal / $bare.Median, 2)) '' -AtLeast 0.8 -Ours "$(Format-Time $bare), ideal $ideal ms" -Data $bare
$bound = [Math]::Max($ideal, $atOnce.Median)
New-ValueRow "$what, saved: part of what server and vault allow" ([Math]::Round($bound / $saved.Median, 2)) '' -Ours (Format-Time $saved) `
    -Note "The vault takes one call after another; with a server that answers at once: $(Format-Time $atOnce)." -Data @{ Saved = $saved; AtOnce = $atOnce }

# In processes of their own, so that their memory is nobody else's.
$runs = [ordered]@{
    'by the cmdlet'           = { Invoke-PowerShell '-File', "$PSScriptRoot/../Endurance.ps1", '-Release', $Bench.Release, '-Count', $Bench.Endurance }
    'of a saved one, in Core' = { & dotnet "$PSScriptRoot/../Core/bin/$($Bench.Configuration)/net8.0/SfOAuth.Core.Benchmarks.dll" endurance $Bench.Endurance }
}
foreach ($run in $runs.GetEnumerator()) {
    $samples = @(& $run.Value | ForEach-Object { ConvertFrom-Json $_ })
    $from, $to = $samples[0], $samples[-1]
    if ($to.Refreshes -ne $Bench.Endurance) { throw "The long run $($run.Key) ended early: $to" }
    $grown = [Math]::Round(($to.HeapBytes - $from.HeapBytes) / 1MB, 2)
    $ours = '{0:N1} MB after {1:N0}, {2:N1} MB after {3:N0}' -f ($from.HeapBytes / 1MB), $from.Refreshes, ($to.HeapBytes / 1MB), $to.Refreshes
    $note = 'Handles {0} and {1}, working set {2:N0} and {3:N0} MB.' -f $from.Handles, $to.Handles, ($from.WorkingSet / 1MB), ($to.WorkingSet / 1MB)
    New-ValueRow "$($Bench.Endurance) refreshes $($run.Key), in one process: growth of the heap" $grown ' MB' -AtMost 8 -Ours $ours -Note $note -Data $samples
}
