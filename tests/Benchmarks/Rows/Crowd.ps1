# Many who want the same token, and one who dies while it holds the lock.
param([Parameter(Mandatory)] [hashtable] $Bench)

Import-Module "$PSScriptRoot/../Crowd.psm1", "$PSScriptRoot/../../Kit/Workers/Workers.psm1"
$org = $Bench.Org
$size = @{ Org = $org; Release = $Bench.Release; Processes = $Bench.Crowd[0]; Runspaces = $Bench.Crowd[1] }
$what = "$($size.Processes) processes x $($size.Runspaces) runspaces that ask for one connection"
$empty = Get-Summary (1..3 | ForEach-Object { Measure-EmptyShell $size.Processes })
foreach ($rotation in $true, $false) {
    $crowd = Measure-Crowd @size -Rotation $rotation
    $with = $rotation ? 'rotation on' : 'rotation off'
    New-ValueRow "$what, ${with}: token requests" $crowd.Requests '' -AtMost 1 -Ours "all have it after $([Math]::Round($crowd.Ms)) ms" -Data $crowd
    $ratio = [Math]::Round($crowd.Ms / $empty.Median, 2)
    New-ValueRow "$what, ${with}: until all have it, beside as many empty shells" $ratio ' x' -AtMost 1.5 -Ours "$([Math]::Round($crowd.Ms)) ms" -Note "$($size.Processes) empty shells: $(Format-Time $empty)." -Data $crowd
    New-ValueRow "$what, ${with}: failures" $crowd.Failures '' -AtMost 0 -Ours "$($crowd.Tokens) token for $($crowd.Callers) callers" -Data $crowd
}

# The holder stands in the middle of its refresh when it is killed, and another process waits for the lock. From the kill until
# the org has the next one's request: that is the lock's way over, its own look into the vault, and the request.
function Measure-Recovery {
    Reset-FakeOrg $org
    Set-OrgScenario $org @{ rotateRefreshTokens = $false }
    $null = New-TestConnection $org lock @{ Vault = 'SfOAuth'; WarningAction = 'Ignore' }
    Add-OrgFault $org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token'; grant = 'refresh_token' }
    $holder = Start-Worker @{ Release = $Bench.Release; Mode = 'Together'; Name = 'lock'; Runspaces = 1 }
    try {
        Wait-Worker $holder
        Start-Round $holder
        $null = Wait-OrgRequest $org refresh_token
        Start-Round $next
        Wait-Asked $next 1
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $holder.Kill()
        $null = Wait-OrgRequest $org refresh_token -Count 2
        $elapsed = $watch.Elapsed.TotalMilliseconds
        $null = Receive-Round $next
    } finally {
        Stop-Worker $holder
    }

    $elapsed
}

$next = Start-Worker @{ Release = $Bench.Release; Mode = 'Together'; Name = 'lock'; Runspaces = 1 }
try {
    Wait-Worker $next
    # Once before it counts, so that the one who waits has done all this before.
    $null = Measure-Recovery
    $times = Get-Summary (1..$Bench.Kills | ForEach-Object { Measure-Recovery })
} finally {
    Stop-Worker $next
}

New-ValueRow 'The holder of the lock is killed: until the next one has sent its request' ([Math]::Round($times.Median)) ' ms' -AtMost 100 -Ours (Format-Time $times) -Data $times
