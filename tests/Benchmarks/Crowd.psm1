# Many callers who want one connection's token at the same moment.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/../Kit/Workers/Workers.psm1", "$PSScriptRoot/../../tools/PowerShell.psm1"

# The first request is held at the org until every caller has looked at the connection; the time runs from its release until
# the last of them has a token.
function Measure-Crowd($Org, [string] $Release, [int] $Processes, [int] $Runspaces, [bool] $Rotation = $true, [string] $Vault = 'SfOAuth', [switch] $Machines) {
    Reset-FakeOrg $Org
    Clear-TestVault
    Set-OrgScenario $Org @{ rotateRefreshTokens = $Rotation }
    $null = New-TestConnection $Org crowd @{ Vault = $Vault }
    $workers = @(1..$Processes | ForEach-Object {
        $own = $Machines ? @{ SFOAUTH_HOME = "$env:HOME/machine-$_" } : @{}
        Start-Worker @{ Release = $Release; Mode = 'Together'; Name = 'crowd'; Runspaces = $Runspaces } $own
    })
    try {
        Wait-Worker $workers
        Add-OrgFault $Org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token'; grant = 'refresh_token' }
        Start-Round $workers
        Wait-Asked $workers $Runspaces
        $null = Wait-OrgRequest $Org refresh_token -TimeoutSec 120
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = Invoke-OrgControl $Org release
        $lines = @(Receive-Round $workers)
        $elapsed = $watch.Elapsed.TotalMilliseconds
    } finally {
        Stop-Worker $workers
    }

    [pscustomobject]@{
        Callers  = $Processes * $Runspaces
        Requests = @(Get-OrgRequest $Org refresh_token).Count
        Failures = ($Processes * $Runspaces) - @($lines -like 'token crowd *').Count
        Tokens   = @($lines | Sort-Object -Unique).Count
        Ms       = [Math]::Round($elapsed, 1)
    }
}

# So many shells that have nothing to do, from the start of the first to the end of the last.
function Measure-EmptyShell([int] $Count) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $shells = 1..$Count | ForEach-Object { [System.Diagnostics.Process]::Start((New-PowerShellStart '-Command', '$null = 1')) }
    $shells | ForEach-Object { $_.WaitForExit(); $_.Dispose() }
    $watch.Elapsed.TotalMilliseconds
}

Export-ModuleMember -Function *
