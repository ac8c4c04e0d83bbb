# A person at a real browser that was opened with this URL, from the login page to the last one.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingPlainTextForPassword', '', Justification = 'The password of the stand-in org is no secret.')]
param([Parameter(Mandatory)] [string] $Url, [string] $Username, [string] $Password, [string] $ErrorFile)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Browser.psm1"
$browser = $null
try {
    $browser = Start-Browser
    Open-Page $browser $Url
    Write-Field $browser '#username' $Username
    Write-Field $browser '#password' $Password
    Invoke-Click $browser '#Login'
    Invoke-Click $browser '#allow'
    Wait-Page $browser 'The answer has arrived'
} catch {
    # Nobody sees what a browser prints.
    "$_" | Set-Content $ErrorFile
    throw
} finally {
    if ($browser) { Stop-Browser $browser }
}
