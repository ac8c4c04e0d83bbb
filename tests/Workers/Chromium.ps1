# A person at a real browser that was opened with this URL, from the login page to the last one.
param([Parameter(Mandatory)] [string] $Url, [string] $Username, [string] $Entry)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Browser.psm1"
$browser = Start-Browser
try {
    Open-Page $browser $Url
    Write-Field $browser '#username' $Username
    Write-Field $browser '#password' $Entry
    Invoke-Click $browser '#Login'
    Invoke-Click $browser '#allow'
    Wait-Page $browser 'The answer has arrived'
} finally {
    Stop-Browser $browser
}
