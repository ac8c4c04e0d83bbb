# One process that refreshes again and again, and says after each tenth what it holds. Run by Rows/Bulk.ps1.
param(
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [int] $Count
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/Seed.psm1", "$Release/SfOAuth.psd1"
$org = Start-FakeOrg
try {
    Set-OrgScenario $org @{ rotateRefreshTokens = $false }
    $refresh = @{ RefreshToken = ConvertTo-Secure (New-OrgLogin $org); ClientId = $org.clientId; ClientSecret = $org.clientSecret; LoginUrl = $org.loginUrl }
    foreach ($tenth in 1..10) {
        for ($i = 0; $i -lt $Count / 10; $i++) {
            $null = Update-SfAccessToken @refresh
        }

        $process = [System.Diagnostics.Process]::GetCurrentProcess()
        $handles = if (Test-Path /proc/self/fd) { [System.IO.Directory]::GetFileSystemEntries('/proc/self/fd').Count } else { $process.HandleCount }
        @{ Refreshes = [int]($Count / 10) * $tenth; HeapBytes = [GC]::GetTotalMemory($true); WorkingSet = $process.WorkingSet64; Handles = $handles } | ConvertTo-Json -Compress
    }
} finally {
    Stop-FakeOrg $org
}
