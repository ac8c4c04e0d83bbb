# One process that refreshes a saved login again and again, and says after each tenth what it holds. Run by Rows/Bulk.ps1.
param(
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [int] $Count
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$Release/SfOAuth.psd1"
$env:SFOAUTH_HOME = "$env:HOME/endurance"
$org = Start-FakeOrg
try {
    $null = New-TestConnection $org bench @{ Vault = 'SfOAuth' }
    foreach ($tenth in 1..10) {
        for ($i = 0; $i -lt $Count / 10; $i++) {
            $null = Update-SfAccessToken bench
        }

        $process = [System.Diagnostics.Process]::GetCurrentProcess()
        $handles = if (Test-Path /proc/self/fd) { [System.IO.Directory]::GetFileSystemEntries('/proc/self/fd').Count } else { $process.HandleCount }
        $files = @(Get-ChildItem $env:SFOAUTH_HOME -Recurse -File -Force).Count
        @{ Refreshes = [int]($Count / 10) * $tenth; HeapBytes = [GC]::GetTotalMemory($true); WorkingSet = $process.WorkingSet64; Handles = $handles; Files = $files } | ConvertTo-Json -Compress
    }
} finally {
    Stop-FakeOrg $org
}
