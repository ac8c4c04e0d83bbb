# Chromium, driven over the W3C WebDriver protocol: the hands and eyes of a user at a browser.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The browser is gone after the run.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Chromium and its driver; nothing where the machine lacks one of them.
function Find-Browser {
    $chromium = Get-Command chromium, chromium-browser, google-chrome, chrome -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $driver = Get-Command chromedriver -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($chromium -and $driver) {
        [pscustomobject]@{ Chromium = $chromium.Source; Driver = $driver.Source }
    }
}

# That a driver and a browser start is not what is tested, and many start here at once: each gets three goes.
function Start-Browser {
    foreach ($try in 1..3) {
        try {
            return Start-BrowserOnce (Find-Browser)
        } catch {
            if ($try -eq 3) { throw }
        }
    }
}

function Start-BrowserOnce($Found) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Found.Driver, '--port=0')
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    do {
        $line = $process.StandardOutput.ReadLine()
    } until ($null -eq $line -or $line -match 'started successfully on port (\d+)')
    if ($null -eq $line) {
        throw "The browser's driver did not start: $($process.StandardError.ReadToEnd())"
    }

    $browser = [pscustomobject]@{ Process = $process; Url = "http://127.0.0.1:$($Matches[1])/session" }
    try {
        $arguments = @(
            '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'
            '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--no-proxy-server', "--user-data-dir=$env:HOME/chromium.$([guid]::NewGuid())"
        )
        $session = Invoke-Browser $browser '' -Body @{
            capabilities = @{ alwaysMatch = @{ 'goog:chromeOptions' = @{ binary = $Found.Chromium; args = $arguments }; timeouts = @{ implicit = 20000 } } }
        }
        $browser.Url += "/$($session.sessionId)"
    } catch {
        $process.Kill($true)
        throw
    }

    $browser
}

function Stop-Browser($Browser) {
    try {
        $null = Invoke-RestMethod $Browser.Url -Method Delete
    } finally {
        $Browser.Process.Kill($true)
        $Browser.Process.Dispose()
    }
}

function Invoke-Browser($Browser, [string] $Path, $Body, [string] $Method = 'Post') {
    $call = @{ Uri = $Browser.Url + $Path; Method = $Method; TimeoutSec = 60 }
    if ($Method -eq 'Post') {
        $call.Body = ConvertTo-Json ($Body ?? @{}) -Depth 8
        $call.ContentType = 'application/json'
    }

    (Invoke-RestMethod @call).value
}

function Open-Page($Browser, [string] $Url) { $null = Invoke-Browser $Browser '/url' -Body @{ url = $Url } }

# What stands in the address bar.
function Get-Address($Browser) { Invoke-Browser $Browser '/url' -Method Get }

# The text of an element, as soon as it is there.
function Get-Text($Browser, [string] $Selector) {
    $element = Find-Element $Browser $Selector
    Invoke-Browser $Browser "/element/$element/text" -Method Get
}

# Ends when the page of that heading is there.
function Wait-Page($Browser, [string] $Heading) { $null = Find-Element $Browser "//h1[.='$Heading']" }

function Write-Field($Browser, [string] $Selector, [string] $Text) {
    $field = Find-Element $Browser $Selector
    $null = Invoke-Browser $Browser "/element/$field/value" -Body @{ text = $Text }
}

function Invoke-Click($Browser, [string] $Selector) {
    $button = Find-Element $Browser $Selector
    $null = Invoke-Browser $Browser "/element/$button/click" -Body @{}
}

function Find-Element($Browser, [string] $Selector) {
    $kind = if ($Selector.StartsWith('/')) { 'xpath' } else { 'css selector' }
    (Invoke-Browser $Browser '/element' -Body @{ using = $kind; value = $Selector }).PSObject.Properties.Value
}

Export-ModuleMember -Function *
