# The job of a container, or of any machine that is thrown away: signs in by the environment variables SFOAUTH_*, calls Salesforce,
# and keeps nothing. Exit codes: 0 done, 1 failed, with one line that says what to do.
#Requires -Version 7.2
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
try {
    $null = Connect-SfOrg -FromEnvironment
    $limits = Invoke-SfRestMethod /limits
    "$($limits.DailyApiRequests.Remaining) of $($limits.DailyApiRequests.Max) API requests are left."
} catch {
    $id = $_.FullyQualifiedErrorId.Split(',')[0]
    [Console]::Error.WriteLine("${id}: $($_.Exception.Message) $($_.ErrorDetails.RecommendedAction)")
    exit 1
}
