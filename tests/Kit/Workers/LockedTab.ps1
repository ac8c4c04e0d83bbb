# A person at a prompt who presses Tab, over a SecretStore with a password: before it is unlocked, after, and when it has locked itself.
param([Parameter(Mandatory)] [string] $Manifest)

$ErrorActionPreference = 'Stop'
Add-Type -ReferencedAssemblies ([psobject].Assembly.Location), 'System.Collections', 'System.Collections.Concurrent', 'System.Console', 'System.Runtime', 'System.Security.SecureString' -TypeDefinition (Get-Content "$PSScriptRoot/TypingHost.cs" -Raw)
$screen = [TypingHost]::new()
$runspace = [runspacefactory]::CreateRunspace($screen)
$runspace.Open()

function Invoke-Line([string] $Script) {
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    $shell.AddScript($Script).Invoke()
    $shell.Dispose()
}

function Show-Offer([string] $When) {
    $offered = Invoke-Line '$line = "Get-SfAccessToken "; [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText'
    "${When}: $offered"
}

Invoke-Line "Import-Module '$Manifest'"
Show-Offer 'fresh'
# From here on whatever uses a vault has this screen to ask on.
Invoke-Line 'Get-SfConnection -Vault Nowhere -ErrorAction Ignore'
Show-Offer 'locked'
$questions = $screen.Shown.Count
$screen.Typed.Add('a password of the store')
$null = Invoke-Line 'Get-SfConnection'
$asked = $screen.Shown.Count
Show-Offer 'unlocked'
# As its password timeout does it.
$store = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.PowerShell.SecretStore' }
$any = [System.Reflection.BindingFlags]'Static, Instance, NonPublic'
$local = $store.GetType('Microsoft.PowerShell.SecretStore.LocalSecretStore').GetField('LocalStore', $any).GetValue($null)
$secure = $local.GetType().GetField('_secureStore', $any).GetValue($local)
$secure.GetType().GetField('_password', $any).SetValue($secure, $null)
Show-Offer 'locked again'
"questions: $($questions + $screen.Shown.Count - $asked)"
