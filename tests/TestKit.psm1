# What every test file stands on: the built module, an org of its own, a vault in the run's own home, and the scan for secrets.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Import-SfOAuth {
    $target = $env:SFOAUTH_TEST_TARGET
    $manifest = "$env:SFOAUTH_TEST_RELEASE/SfOAuth.psd1"
    if ($target -eq 'netstandard2.0') {
        # What Windows PowerShell would load, in the release's own folders; only the manifest's choice is made beforehand.
        $copy = Join-Path $HOME 'desktop/SfOAuth'
        if (-not (Test-Path $copy)) {
            $null = New-Item $copy -ItemType Directory -Force
            Copy-Item "$env:SFOAUTH_TEST_RELEASE/*" $copy -Recurse
            $manifest = "$copy/SfOAuth.psd1"
            (Get-Content $manifest -Raw) -replace '(?m)^    RootModule .*$', "    RootModule = 'bin/netstandard2.0/SfOAuth.dll'" | Set-Content $manifest
        }
        $manifest = "$copy/SfOAuth.psd1"
    }

    Import-Module $manifest -Force -Global
}

function Start-FakeOrg {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $env:SFOAUTH_TEST_FAKEORG, '--json', '--exit-with-parent' | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) {
        throw 'The FakeOrg did not start.'
    }

    $line | ConvertFrom-Json | Add-Member Process $process -PassThru
}

function Stop-FakeOrg($Org) {
    # It ends with its standard input, so that a test run that is killed leaves none behind.
    $Org.Process.StandardInput.Close()
    $null = $Org.Process.WaitForExit(10000)
    $Org.Process.Dispose()
}

function Invoke-OrgControl($Org, [string] $Path, $Body, [string] $Method = 'Post') {
    $call = @{ Uri = "$($Org.loginUrl)/_control/$Path"; Method = $Method }
    if ($null -ne $Body) {
        $call.Body = ConvertTo-Json $Body -Depth 6
        $call.ContentType = 'application/json'
    }

    Invoke-RestMethod @call
}

function Reset-FakeOrg($Org) { $null = Invoke-OrgControl $Org 'reset' }

function Set-OrgScenario($Org, [hashtable] $Change) { $null = Invoke-OrgControl $Org 'scenario' $Change 'Patch' }

function Add-OrgFault($Org, [hashtable] $Fault) { $null = Invoke-OrgControl $Org 'faults' $Fault }

function Get-OrgRequest($Org, [string] $Grant) {
    (Invoke-OrgControl $Org "requests?grant=$Grant" $null 'Get').requests
}

function Get-OrgFamily($Org) { (Invoke-OrgControl $Org 'ledger' $null 'Get').families }

# A sign-in without a browser: a code for the request, as it comes back in the address bar.
function New-ResponseUrl($Org, $Request, [string] $ClientId) {
    $challenge = if ($Request.Url -match 'code_challenge=([^&]+)') { $Matches[1] }
    $code = (Invoke-OrgControl $Org 'code' @{
            clientId = $Request.ClientId; redirectUri = $Request.RedirectUri; codeChallenge = $challenge; scope = if ($Request.Scope) { "$($Request.Scope)" }
        }).code
    '{0}?code={1}&state={2}' -f $Request.RedirectUri, [uri]::EscapeDataString($code), [uri]::EscapeDataString($Request.State)
}

# A connection in the vault, made as a user makes it.
function New-TestConnection($Org, [string] $Name, [hashtable] $With = @{}) {
    $request = Get-SfAuthorizeUrl -ClientId $Org.clientId -LoginUrl $Org.loginUrl
    $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $Org $request) -ClientSecret $Org.clientSecret -Name $Name @With
}

# A SecretStore that opens without a password, in this run's home.
function Register-TestVault([string] $Name = 'TestVault') {
    Import-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore
    Reset-SecretStore -Authentication None -Interaction None -Force -Confirm:$false -WarningAction Ignore
    Register-SecretVault -Name $Name -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault -AllowClobber
}

function Unregister-TestVault { Get-SecretVault | Unregister-SecretVault }

# Runs a script in a PowerShell of its own, without a user to ask, and gives its exit code and all it printed.
function Invoke-NewProcess([string] $Script, [hashtable] $Environment = @{}) {
    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
    '-NoProfile', '-NonInteractive', '-Command', $Script | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $Environment.GetEnumerator() | ForEach-Object { $start.Environment[$_.Key] = $_.Value }
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $printed = $process.StandardError.ReadToEndAsync()
    $text = $process.StandardOutput.ReadToEnd() + $printed.GetAwaiter().GetResult()
    $process.WaitForExit()
    [pscustomobject]@{ ExitCode = $process.ExitCode; Text = $text }
}

# Runs a script with every stream open, and gives all that a person or a log could see of it.
function Get-EverythingShown([scriptblock] $Script) {
    $transcript = Join-Path $HOME "transcript.$([guid]::NewGuid()).txt"
    $null = Start-Transcript $transcript
    try {
        $before = $global:Error.Count
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $records = & $Script *>&1
        $errors = @($global:Error)[0..($global:Error.Count - $before)]
    } catch {
        $records = @($_)
        $errors = @($_)
    } finally {
        $null = Stop-Transcript
    }

    foreach ($record in @($records) + @($errors)) {
        "$record"
        $record | Format-List * -Force | Out-String -Width 10000
        $record | Out-String -Width 10000
        if ($record -is [System.Management.Automation.ErrorRecord]) {
            $record.Exception.ToString()
            "$($record.TargetObject) $($record.CategoryInfo) $($record.ErrorDetails)"
        } else {
            $record | ConvertTo-Json -Depth 5 -WarningAction Ignore
            $record | ConvertTo-Csv
            [System.Management.Automation.PSSerializer]::Serialize($record, 3) -replace '<SS [^>]*>[^<]*</SS>'
        }
    }

    Get-Content $transcript -Raw
}

function Find-PlantedSecret([string[]] $Shown, [string[]] $Secret) {
    $text = $Shown -join "`n"
    foreach ($value in $Secret | Where-Object { $_ }) {
        $forms = $value, [uri]::EscapeDataString($value), [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($value)).TrimEnd('=')
        $forms | Where-Object { $text.Contains($_) } | ForEach-Object { $value }
    }
}

Export-ModuleMember -Function *
