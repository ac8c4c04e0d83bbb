<#
.SYNOPSIS
    Runs the script analyzer once. Exit code 3: all was analyzed, and nothing found, which only this script says; 1: findings, which
    are printed; 2: the analyzer itself failed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [version] $Version,
    [Parameter(Mandatory)] [string] $Settings,
    [Parameter(Mandatory)] [string[]] $Path
)

$ErrorActionPreference = 'Stop'
try {
    Import-Module PSScriptAnalyzer -RequiredVersion $Version
    $findings = $Path | ForEach-Object { Invoke-ScriptAnalyzer $_ -Recurse -Settings $Settings }
} catch {
    "The script analyzer failed: $_" | Out-Host
    exit 2
}

if ($findings) {
    $findings | Format-Table Severity, RuleName, ScriptPath, Line, Message -Wrap | Out-Host
    exit 1
}

exit 3
