# A process that refreshes saved connections when it is told to: it says "ready", waits for a line, and says what came of it.
param(
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [ValidateSet('Together', 'Each', 'Endless')] [string] $Mode,
    [string[]] $Name,
    [int] $Runspaces = 1
)

$ErrorActionPreference = 'Stop'
Import-Module "$Release/SfOAuth.psd1"
if ($env:SFOAUTH_TEST_UNLOCK) {
    Unlock-SecretStore -Password ([System.Net.NetworkCredential]::new('', $env:SFOAUTH_TEST_UNLOCK).SecurePassword)
}

# The store is open from here on, as it is in a prompt that has been used.
$null = Get-SfConnection
[Console]::Out.WriteLine('ready')
while ($null -ne ($line = [Console]::In.ReadLine()) -and $line -eq 'go') {
    # Until it is killed.
    while ($Mode -eq 'Endless') {
        [Console]::Out.WriteLine(((Update-SfAccessToken $Name).Name ?? 'nothing'))
    }

    if ($Mode -eq 'Each') {
        $results = $Name | Update-SfAccessToken -ThrottleLimit 1 -ErrorAction Continue 2>&1
    } else {
        $only = $Name[0]
        $results = 1..$Runspaces | ForEach-Object -ThrottleLimit $Runspaces -Parallel {
            Import-Module "$using:Release/SfOAuth.psd1"
            # The verbose line comes when the connection has been looked at, and before its lock is asked for.
            Update-SfAccessToken $using:only -TimeoutSec 600 -Verbose *>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.VerboseRecord]) { [Console]::Out.WriteLine('asked') } else { $_ }
            }
        }
    }

    foreach ($result in $results) {
        $text = if ($result -is [System.Management.Automation.ErrorRecord]) { "error $($result.FullyQualifiedErrorId) $result" } else { "token $($result.Name) $([Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($result.GetAccessToken()))))" }
        [Console]::Out.WriteLine($text)
    }

    [Console]::Out.WriteLine('done')
}
