# A runbook for a group of Hybrid Runbook Workers of Azure Automation: any number of jobs, on any worker, with one login. The
# automation account has the vault's URL and key as encrypted variables, and nothing is registered on a worker.
#Requires -Version 7.2
[CmdletBinding()]
param(
    # A connection in the shared vault.
    [string] $Name = 'acme',
    # The encrypted variables of the automation account.
    [string] $UrlVariable = 'SfOAuthVaultUrl',
    [string] $KeyVariable = 'SfOAuthVaultKey'
)

$ErrorActionPreference = 'Stop'
$env:SFOAUTH_SHARED_VAULT = Get-AutomationVariable -Name $UrlVariable
$env:SFOAUTH_SHARED_KEY = Get-AutomationVariable -Name $KeyVariable
try {
    $limits = Invoke-SfRestMethod /services/data/v66.0/limits -Name $Name -Vault shared
    "${Name}: $($limits.DailyApiRequests.Remaining) of $($limits.DailyApiRequests.Max) API requests are left."
} finally {
    # A worker may run another runbook in this process.
    Remove-Item Env:SFOAUTH_SHARED_VAULT, Env:SFOAUTH_SHARED_KEY
}
