# A vault that many machines share, on an emulator of Blob Storage: what a token costs in requests and time, and how many can ask.
param([Parameter(Mandatory)] [hashtable] $Bench)

Import-Module "$PSScriptRoot/../../Kit/Azurite.psm1", "$PSScriptRoot/../Crowd.psm1"
Install-Azurite
if (-not (Get-AzuriteProgram)) {
    $Bench.LeftOut.Add('the shared vault (no npm that gives Azurite)')
    return
}

$org = $Bench.Org
$ours = "Import-Module '$($Bench.Release)/SfOAuth.psd1'"
$azurite = Start-Azurite
try {
    $direct = Register-TestSharedVault $azurite direct
    $env:SFOAUTH_SHARED_KEY = Get-Content $direct.KeyFile -Raw
    $null = New-TestConnection $org own @{ Vault = 'SfOAuth' }
    $null = New-TestConnection $org far @{ Vault = 'direct' }
    $env:SFOAUTH_SHARED_VAULT = $direct.Url
    $count = 10
    $requests = foreach ($call in { $null = Update-SfAccessToken far -Vault shared }, { $null = Get-SfAccessToken far -Vault shared }) {
        & $call
        $before = Get-StorageRequestCount $azurite
        1..$count | ForEach-Object { & $call }
        # The count asks for itself.
        ((Get-StorageRequestCount $azurite) - $before - 1) / $count
    }

    New-ValueRow 'Requests to the container for a refresh' $requests[0] ''
    New-ValueRow 'Requests to the container for a saved token' $requests[1] ''
    $sides = Measure-Side -Count $Bench.Shells -Side ([ordered]@{
        'SfOAuth'            = { $null = Invoke-PowerShell '-Command', "$ours; Get-SfAccessToken far -Vault shared -AsPlainText" }
        'the built-in vault' = { $null = Invoke-PowerShell '-Command', "$ours; Get-SfAccessToken own -AsPlainText" }
    })
    New-RatioRow 'A saved token of a shared vault from a cold shell, whole process' $sides 'the built-in vault'
    foreach ($machines in $Bench.Machines) {
        $fleet = Measure-Crowd $org $Bench.Release -Processes $machines -Runspaces 1 -Vault shared -Machines
        New-ValueRow "A shared vault asked for one connection by machines at once, ${machines}: token requests" $fleet.Requests '' -AtMost 1 `
            -Ours "all have it after $([Math]::Round($fleet.Ms)) ms, $($fleet.Failures) failures" -Data $fleet
    }
} finally {
    Remove-Item Env:SFOAUTH_SHARED_VAULT, Env:SFOAUTH_SHARED_KEY -ErrorAction Ignore
    Stop-Azurite $azurite
}
