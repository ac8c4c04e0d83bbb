<#
.SYNOPSIS
    A runbook that calls Salesforce with a saved login and nobody to ask: how many API requests are left today?
.DESCRIPTION
    What failed is one line of the error output. Exit codes: 0 done, 1 failed, 2 somebody has to sign in again, 3 try again later.
    How to prepare the account it runs under is in the README beside it.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Get-OrgLimit.ps1 -Name acme
#>
#Requires -Version 7.4
#Requires -Modules SfOAuth
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Name)

$ErrorActionPreference = 'Stop'

function Invoke-Org([string] $Path) {
    $token = Get-SfAccessToken $Name
    try {
        Invoke-RestMethod $token.Resolve($Path) -Authentication Bearer -Token $token
    } catch [Microsoft.PowerShell.Commands.HttpResponseException] {
        # A session can end before its time, which the saved token does not show. One new token, and one more try.
        if ($_.Exception.StatusCode -ne 'Unauthorized') { throw }
        $token = Update-SfAccessToken $Name
        Invoke-RestMethod $token.Resolve($Path) -Authentication Bearer -Token $token
    }
}

try {
    $requests = (Invoke-Org '/services/data/v66.0/limits').DailyApiRequests
    "${Name}: $($requests.Remaining) of $($requests.Max) API requests are left."
} catch {
    $id = $_.FullyQualifiedErrorId.Split(',')[0]
    # The exception's own message: an answer of the REST API, which PowerShell would print whole, does not belong in a log.
    [Console]::Error.WriteLine("${Name}: ${id}: $($_.Exception.Message) $($_.ErrorDetails.RecommendedAction)".TrimEnd())
    if ($id -in 'RefreshTokenExpired', 'RefreshInterrupted', 'RefreshTokenMissing', 'ConnectionNotFound') { exit 2 }
    if ($id -in 'ConnectionFailed', 'ServerUnavailable', 'RateLimited', 'RefreshInProgress', 'VaultTimedOut' -or $_.Exception.StatusCode -ge 500) { exit 3 }
    exit 1
}
