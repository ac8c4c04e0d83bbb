<#
.SYNOPSIS
    A scheduled job that refreshes all saved logins, so that none ends by idling.
.DESCRIPTION
    One line for each login, and for each failure one line of the error output. Exit codes: 0 all are refreshed, 1 at least one is not.
    How to run it with cron, systemd or the Task Scheduler is in the README beside it.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File Update-AllConnection.ps1
#>
#Requires -Version 7.4
#Requires -Modules SfOAuth
[CmdletBinding()]
param([ValidateRange(1, 64)] [int] $ThrottleLimit = 8)

# One login that fails must not keep the others from their turn; what failed is told at the end.
$quietly = @{ ErrorAction = 'SilentlyContinue' }
$names = Get-SfConnection @quietly -ErrorVariable unlisted |
    Update-SfAccessToken -ThrottleLimit $ThrottleLimit @quietly -ErrorVariable failed |
    ForEach-Object Name

$names | ForEach-Object { "${_}: refreshed" }
$problems = @($unlisted) + @($failed)
foreach ($problem in $problems) {
    $id = $problem.FullyQualifiedErrorId.Split(',')[0]
    [Console]::Error.WriteLine("$($problem.TargetObject ?? 'the vault'): ${id}: $($problem.Exception.Message) $($problem.ErrorDetails.RecommendedAction)")
}

if (-not $names -and -not $problems) {
    [Console]::Error.WriteLine('No login is saved here. Was this job given another account than the one that signed in?')
}

exit ($problems.Count -or -not $names ? 1 : 0)
