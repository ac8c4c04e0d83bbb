# What every test file stands on: the built module, an org of its own, vaults in the run's own home, and the scan for secrets.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'What changes here is gone after the run.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../tools/PowerShell.psm1"
$script:manifest = $null

function Import-SfOAuth {
    $script:manifest = "$env:SFOAUTH_TEST_RELEASE/SfOAuth.psd1"
    if ($env:SFOAUTH_TEST_EDITION -eq 'Desktop') {
        # What Windows PowerShell would load, in the release's own folders; only the manifest's choice is made beforehand.
        $copy = "$env:HOME/desktop/SfOAuth"
        $script:manifest = "$copy/SfOAuth.psd1"
        if (-not (Test-Path $copy)) {
            $null = New-Item $copy -ItemType Directory -Force
            Copy-Item "$env:SFOAUTH_TEST_RELEASE/*" $copy -Recurse
            (Get-Content $script:manifest -Raw) -replace '\$PSEdition', 'Desktop' | Set-Content $script:manifest
        }
    }

    Import-Module $script:manifest -Force -Global
}

# The module, an empty vault, and a fresh org, which is what it gives. The vault is the built-in one, or SecretStore as the default.
function Start-TestOrg([switch] $SecretStore) {
    Import-SfOAuth
    Initialize-TestHome
    if ($SecretStore) { Register-TestVault }
    $kept = [AppDomain]::CurrentDomain.GetData('SfOAuth.FakeOrg')
    [AppDomain]::CurrentDomain.SetData('SfOAuth.FakeOrg', $null)
    if (-not $kept -or $kept.Process.HasExited) { return Start-FakeOrg }
    Reset-FakeOrg $kept
    $kept
}

# It stays for the next file of this process, for it is as new after a reset.
function Stop-TestOrg($Org) {
    [AppDomain]::CurrentDomain.SetData('SfOAuth.FakeOrg', $Org)
    Unregister-TestVault
    Remove-Item Env:SFOAUTH_HOME -ErrorAction Ignore
}

# A folder for connections that nothing was in before, and nobody signed in for the session.
function Initialize-TestHome {
    $env:SFOAUTH_HOME = "$env:HOME/homes/$([guid]::NewGuid())"
    Set-Selection $null
}

# What is inside the module's assemblies, for tests alone.
function Get-InternalType([string] $Name) {
    [SfOAuth.Token].Assembly.GetType($Name) ?? [SfOAuth.Commands.SfCommand].Assembly.GetType($Name)
}

function Invoke-Internal([type] $Type, [string] $Method, $Target, [object[]] $Arguments) {
    $any = [System.Reflection.BindingFlags]'Static, Instance, Public, NonPublic'
    $found = $Type.GetMethods($any) | Where-Object { $_.Name -eq $Method -and $_.GetParameters().Count -eq $Arguments.Count } | Select-Object -First 1
    , $found.Invoke($Target, $Arguments)
}

function Set-Selection($Value) {
    $any = [System.Reflection.BindingFlags]'Static, NonPublic'
    (Get-InternalType 'SfOAuth.Vault.ProcessState').GetProperty('Selected', $any).SetValue($null, $Value)
}

# The document of a connection in the built-in vault, as its sealed file holds it.
function Get-SavedDocument([string] $Name) {
    $vault = Invoke-Internal (Get-InternalType 'SfOAuth.Vault.ProcessState') -Method OpenBuiltInVault -Target $null -Arguments @()
    $record = (Invoke-Internal $vault.GetType() -Method ReadAsync -Target $vault -Arguments @($Name, [System.Threading.CancellationToken]::None)).Result
    Invoke-Internal (Get-InternalType 'SfOAuth.Connections.ConnectionSerializer') -Method Write -Target $null -Arguments @(, $record)
}

function Set-SavedDocument([string] $Name, [string] $Document) {
    $vault = Invoke-Internal (Get-InternalType 'SfOAuth.Vault.ProcessState') -Method OpenBuiltInVault -Target $null -Arguments @()
    $record = Invoke-Internal (Get-InternalType 'SfOAuth.Connections.ConnectionSerializer') -Method Read -Target $null -Arguments @($Name, $Document)
    $null = (Invoke-Internal $vault.GetType() -Method WriteAsync -Target $vault -Arguments @($Name, $record)).Result
}

# Makes a saved token as old as that.
function Set-SavedAge([string] $Name, [datetimeoffset] $ObtainedAt) {
    Set-SavedDocument $Name ((Get-SavedDocument $Name) -replace '(?<="obtained_at":")[^"]+', $ObtainedAt.ToString('O'))
}

function Start-FakeOrg {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $env:SFOAUTH_TEST_FAKEORG, '--json', '--exit-with-parent' | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine() ?? $(throw 'The FakeOrg did not start.')
    $line | ConvertFrom-Json | Add-Member Process $process -PassThru
}

# For $env:BROWSER: a person who signs in.
function Get-PersonAtBrowser { "dotnet '$env:SFOAUTH_TEST_FAKEORG' --visit %s" }

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

function Set-OrgScenario($Org, [hashtable] $Change) { $null = Invoke-OrgControl $Org 'scenario' -Body $Change -Method Patch }

function Add-OrgFault($Org, [hashtable] $Fault) { $null = Invoke-OrgControl $Org 'faults' -Body $Fault }

# The next token requests of a grant, or the next logins ('authorize'), are refused with this error.
function Add-OrgRefusal($Org, [string] $Grant, [string] $ErrorCode, [string] $Description, [int] $Status = 400) {
    Set-OrgScenario $Org @{ nextError = @{ grant = $Grant; status = $Status; error = $ErrorCode; description = $Description } }
}

# The token requests the org received.
function Get-OrgRequest($Org, [string] $Grant) {
    (Invoke-OrgControl $Org "requests?path=/services/oauth2/token&grant=$Grant" -Method Get).requests
}

# Those requests, as soon as so many have arrived, or been acted on; an error when they don't come.
function Wait-OrgRequest($Org, [string] $Grant, [int] $Count = 1, [double] $TimeoutSec = 30, [switch] $Processed) {
    (Invoke-OrgControl $Org "requests/wait?grant=$Grant&count=$Count&timeoutSeconds=$TimeoutSec&processed=$("$Processed".ToLower())" -Method Get).requests
}

# The requests to another of its endpoints.
function Get-EndpointRequest($Org, [string] $Path) { (Invoke-OrgControl $Org "requests?path=$Path" -Method Get).requests }

# A field of a recorded request as the org understood it.
function Get-FormValue($Request, [string] $Name) { $Request.form | Where-Object name -EQ $Name | ForEach-Object value }

function Get-OrgFamily($Org) { (Invoke-OrgControl $Org 'ledger' -Method Get).families }

# A sign-in without a browser: a code for the request, as it comes back in the address bar.
function New-ResponseUrl($Org, $Request) {
    $challenge = if ($Request.Url -match 'code_challenge=([^&]+)') { $Matches[1] }
    $code = (Invoke-OrgControl $Org 'code' -Body @{
        clientId = $Request.ClientId; redirectUri = $Request.RedirectUri; codeChallenge = $challenge; scope = if ($Request.Scope) { "$($Request.Scope)" }; nonce = $Request.Nonce
    }).code
    '{0}?code={1}&state={2}' -f $Request.RedirectUri, [uri]::EscapeDataString($code), [uri]::EscapeDataString($Request.State)
}

# A connection in the vault, made as a user makes it.
function New-TestConnection($Org, [string] $Name, [hashtable] $With = @{}) {
    $request = Get-SfAuthorizeUrl -ClientId $Org.clientId -LoginUrl $Org.loginUrl
    $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $Org $request) -ClientSecret $Org.clientSecret -Name $Name @With
}

# A token that is not saved, unless -With names a connection; without -App that of the app with a secret.
function New-TestToken($Org, [string[]] $Scope, [string] $App = $Org.clientId, [hashtable] $With = @{}) {
    $narrow = if ($Scope) { @{ Scope = $Scope } } else { @{} }
    $proof = if ($App -eq $Org.clientId) { @{ ClientSecret = $Org.clientSecret } } else { @{} }
    $request = Get-SfAuthorizeUrl -ClientId $App -LoginUrl $Org.loginUrl @narrow
    $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $Org $request) @proof @With
}

function ConvertFrom-Secure([securestring] $Secret) { [System.Net.NetworkCredential]::new('', $Secret).Password }

function ConvertTo-Secure([string] $Text) { [System.Net.NetworkCredential]::new('', $Text).SecurePassword }

# A SecretStore that opens without a password, or with one, in this run's home.
function Register-TestVault([string] $Name = 'TestVault', [securestring] $Password) {
    Import-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore
    $protection = if ($Password) { @{ Authentication = 'Password'; Password = $Password } } else { @{ Authentication = 'None' } }
    Reset-SecretStore @protection -Interaction None -Force -Confirm:$false -WarningAction Ignore
    Register-SecretVault -Name $Name -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault -AllowClobber
    # Five seconds after another process wrote the store, SecretStore reads it on a thread of its own with the one PowerShell
    # that its commands use too; when they meet, this process dies ("The pipeline does not contain a command").
    $store = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.PowerShell.SecretStore' }
    $file = $store.GetType('Microsoft.PowerShell.SecretStore.SecureStoreFile')
    $file.GetField('_storeFileWatcher', [System.Reflection.BindingFlags]'Static, NonPublic').GetValue($null).EnableRaisingEvents = $false
}

# A vault of files, and its folder: FileVault keeps metadata, PlainVault does not.
function Register-FileVault([string] $Name, [string] $Kind = 'FileVault', [switch] $DefaultVault) {
    Import-Module Microsoft.PowerShell.SecretManagement -Global
    $folder = New-Item "$env:HOME/vaults/$([guid]::NewGuid())" -ItemType Directory -Force
    $isFirst = -not (Get-SecretVault)
    Register-SecretVault -Name $Name -ModuleName "$PSScriptRoot/Vaults/$Kind" -VaultParameters @{ Path = "$folder" } -DefaultVault:$DefaultVault -AllowClobber
    # SecretManagement makes the first one the default, whether that was asked for or not.
    if ($isFirst -and -not $DefaultVault) { Set-SecretVaultDefault -ClearDefault }
    "$folder"
}

# What a vault that is not there is to a command: another one would be SecretManagement's, which may be missing itself.
function Get-UnknownVaultId {
    if (Get-Module Microsoft.PowerShell.SecretManagement -ListAvailable) { 'VaultNotFound' } else { 'SecretManagementMissing' }
}

# As after Start-TestOrg: the one vault, and nothing in it.
function Clear-TestVault {
    Initialize-TestHome
    if (-not (Get-Module Microsoft.PowerShell.SecretManagement)) { return }
    Get-SecretVault | Where-Object Name -NE 'TestVault' | Unregister-SecretVault
    if (Get-SecretVault) {
        Set-SecretVaultDefault TestVault
        Get-SecretInfo | Remove-Secret
    }
}

function Unregister-TestVault {
    if (Get-Module Microsoft.PowerShell.SecretManagement) { Get-SecretVault | Unregister-SecretVault }
}

# What a failed command owes its user: the error's name, its kind, what it is about, and what to do.
function Assert-Problem($Record, [string] $Id, [string] $Category, $Target) {
    @($Record | Where-Object { $_ }).Count | Should -Be 1 -Because "one error was expected, and these came: $($Record -join '; ')"
    $problem = @($Record)[0]
    $problem.FullyQualifiedErrorId | Should -BeLike "$Id,SfOAuth.Commands.*" -Because "$problem"
    "$($problem.CategoryInfo.Category)" | Should -Be $Category
    $problem.TargetObject | Should -Be $Target
    "$problem" | Should -Not -BeNullOrEmpty
    $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    $problem.Exception.GetType().Namespace | Should -BeLike 'SfOAuth*'
}

# The saved connections work: each is refreshed and calls the org. Under rotation that shows that the vault held the newest token.
function Assert-Alive($Org, [string[]] $Name) {
    foreach ($token in Update-SfAccessToken $Name -ErrorAction Stop) {
        $limits = Invoke-RestMethod $token.Resolve('/services/data/v66.0/limits') -Headers $token.GetHeaders()
        $limits.DailyApiRequests.Max | Should -BeGreaterThan 0
    }

    (Get-OrgFamily $Org | Where-Object endedBecause -EQ 'reuse') | Should -BeNullOrEmpty
}

# Runs a script in a PowerShell of its own, without a user to ask, and gives its exit code and all it printed.
function Invoke-NewProcess([string] $Script, [hashtable] $Environment = @{}, [int] $TimeoutSec = 120) {
    $start = New-PowerShellStart '-Command', $Script
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $Environment.GetEnumerator() | ForEach-Object { $start.Environment[$_.Key] = $_.Value }
    # Where a process without a home writes what it has to.
    $start.WorkingDirectory = $env:HOME
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $printed = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit($TimeoutSec * 1000)) {
        $process.Kill($true)
        throw "The process did not end within $TimeoutSec seconds. It printed: $($printed.Result)"
    }

    [pscustomobject]@{ ExitCode = $process.ExitCode; Text = $printed.Result -join '' }
}

# The beginning of a script for a new process: this module over this vault and org.
function Get-Prologue { "`$ErrorActionPreference = 'Stop'; Import-Module '$script:manifest'; " }

# Starts a script in a runspace of its own, so that the test goes on while it runs. Complete-Elsewhere gives its output.
function Start-Elsewhere([string] $Script, [hashtable] $With = @{}, [runspace] $Runspace) {
    $shell = [powershell]::Create()
    if ($Runspace) {
        $shell.Runspace = $Runspace
    }

    $null = $shell.AddScript((Get-Prologue)).AddStatement().AddScript("param(`$With) `$ErrorActionPreference = 'Continue'; $Script").AddArgument($With)
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    [pscustomobject]@{ Shell = $shell; Output = $output; Handle = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]$null, $output) }
}

function Complete-Elsewhere($Run) {
    if (-not $Run.Handle.AsyncWaitHandle.WaitOne(60000)) {
        throw 'The script did not end within 60 seconds.'
    }

    $null = $Run.Shell.EndInvoke($Run.Handle)
    $Run.Output
}

# A port that nobody has, on either family. Not one of those that the system hands out: until it is used, other processes ask for
# many. Of these each test process has some of its own, and takes them in turn.
function Get-FreePort {
    $first, $count = (20000 + $PID % 600 * 20), 20
    foreach ($try in 1..$count) {
        $turn = 1 + [AppDomain]::CurrentDomain.GetData('SfOAuth.FreePort')
        [AppDomain]::CurrentDomain.SetData('SfOAuth.FreePort', $turn)
        $port = $first + $turn % $count
        if (Test-FreePort $port) { return $port }
    }

    throw "None of the ports from $first on is free."
}

function Test-FreePort([int] $Port) {
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::IPv6Any, $Port)
    $listener.Server.DualMode = $true
    try {
        $listener.Start()
        return $true
    } catch [System.Net.Sockets.SocketException] {
        return $false
    } finally {
        $listener.Stop()
    }
}

# For the end of a test, also one that failed on the way.
function Stop-Elsewhere($Run) {
    $Run.Shell.Stop()
    $Run.Shell.Dispose()
}

# Runs a script with every stream open, and gives all that a person or a log could see of it.
function Get-EverythingShown([scriptblock] $Script) {
    $transcript = "$env:HOME/transcript.$([guid]::NewGuid()).txt"
    $preferences = 'VerbosePreference', 'DebugPreference', 'InformationPreference', 'WarningPreference', 'ErrorActionPreference'
    $before = $preferences | ForEach-Object { Get-Variable $_ -Scope Global -ValueOnly }
    $null = Start-Transcript $transcript
    try {
        $preferences | ForEach-Object { Set-Variable $_ 'Continue' -Scope Global }
        $global:Error.Clear()
        $records = @(try { & $Script *>&1 } catch { $_ })
    } finally {
        0..4 | ForEach-Object { Set-Variable $preferences[$_] $before[$_] -Scope Global }
        $null = Stop-Transcript
    }

    # An error is in both, and looking at one takes long.
    $looked = [System.Collections.Generic.HashSet[object]]::new([System.Collections.Generic.ReferenceEqualityComparer]::Instance)
    $once = @($records + @($global:Error) | Where-Object { $null -eq $_ -or $looked.Add($_) })
    $failures, $others = $once.Where({ $_ -is [System.Management.Automation.ErrorRecord] }, 'Split')
    if ($failures) { Format-EveryError $failures }
    $others | ForEach-Object { Format-EveryWay $_ }
    Get-Content $transcript -Raw
}

function Format-EveryWay($Record) {
    if ($Record -is [System.Management.Automation.ErrorRecord]) { return Format-EveryError $Record }

    "$Record"
    $Record | Format-List * -Force | Out-String -Width 10000
    $Record | Out-String -Width 10000
    if ($Record -isnot [System.Management.Automation.InformationalRecord] -and $Record -isnot [exception]) {
        # Not of records: deep inside they hold the caller's own command line.
        $Record | ConvertTo-Json -Depth 5 -WarningAction Ignore
        $Record | ConvertTo-Csv
        # An encrypted secure string is nothing to see.
        [System.Management.Automation.PSSerializer]::Serialize($Record, 4) -replace '<SS [^>]*>[^<]*</SS>'
    }
}

# All that ConciseView and Get-Error choose from. The scripts of these two are compiled anew for each error, which takes longer than
# what is tested.
function Format-EveryError([System.Management.Automation.ErrorRecord[]] $Record) {
    $ErrorView = 'NormalView'
    $Record | Out-String -Width 10000
    $causes = foreach ($cause in $Record.Exception) {
        for (; $cause; $cause = $cause.InnerException) { $cause; $cause.Data }
    }
    $parts = $Record, $Record.ErrorDetails, $Record.CategoryInfo, $Record.InvocationInfo, $causes
    $parts | ForEach-Object { $_ } | Format-List * -Force | Out-String -Width 10000
    $Record | ForEach-Object { "$_ $($_.TargetObject) $($_.CategoryInfo)", $_.Exception.ToString() }
}

# The secrets that can be read in the text: as they are, escaped, in Base64, cut short, or in another case.
function Find-PlantedSecret([string[]] $Shown, [string[]] $Secret) {
    $text = $Shown -join "`n"
    foreach ($value in $Secret | Where-Object { $_ }) {
        $forms = @($value, [uri]::EscapeDataString($value), [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($value)).TrimEnd('='))
        if ($value.Length -gt 32) {
            $forms += $value.Substring($value.Length / 2 - 8, 16)
        }

        $forms | Where-Object { $text.Contains($_, 'OrdinalIgnoreCase') } | Select-Object -First 1 | ForEach-Object { $value }
    }
}

Export-ModuleMember -Function *
