# A runbook of Azure Automation in the cloud, whose machine is thrown away: the automation account keeps the private key as an
# encrypted variable, and each run signs in with it. For a group of workers that share one login: Get-OrgLimitOfFleet.ps1.
#Requires -Version 7.2
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ClientId,
    [Parameter(Mandatory)] [string] $Username,
    [Parameter(Mandatory)] [string] $LoginUrl,
    # The encrypted variable of the automation account: the PEM, or its Base64.
    [string] $KeyVariable = 'SalesforcePrivateKey'
)

$ErrorActionPreference = 'Stop'
$app = @{ ClientId = $ClientId; Username = $Username; LoginUrl = $LoginUrl; PrivateKey = Get-AutomationVariable -Name $KeyVariable }
$null = Request-SfJwtToken @app
$limits = Invoke-SfRestMethod /limits
"$($limits.DailyApiRequests.Remaining) of $($limits.DailyApiRequests.Max) API requests are left."
