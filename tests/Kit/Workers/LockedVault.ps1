# A person at a prompt who types these passwords, one after the other, as often as they are asked for.
param([Parameter(Mandatory)] [string] $Manifest, [Parameter(Mandatory)] [string[]] $Typed)

$ErrorActionPreference = 'Stop'
Add-Type -ReferencedAssemblies ([psobject].Assembly.Location), 'System.Collections', 'System.Collections.Concurrent', 'System.Console', 'System.Runtime', 'System.Security.SecureString' -TypeDefinition (Get-Content "$PSScriptRoot/TypingHost.cs" -Raw)
$screen = [TypingHost]::new()
$Typed | ForEach-Object { $screen.Typed.Add($_) }
$runspace = [runspacefactory]::CreateRunspace($screen)
$runspace.Open()
$shell = [powershell]::Create()
$shell.Runspace = $runspace
$token = $shell.AddScript("Import-Module '$Manifest'; Get-SfAccessToken demo -Vault TestVault -NoRefresh").Invoke()
$said = if ($token) { "token: $($token.Name)" } else { "$($shell.Streams.Error[0].FullyQualifiedErrorId)" }
"$said; left: $($screen.Typed.Count)"
