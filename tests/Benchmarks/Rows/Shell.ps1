# What a user waits for who opens a shell: the import, and a saved token out of nothing.
param([Parameter(Mandatory)] [hashtable] $Bench)

. "$PSScriptRoot/../Rivals.ps1"
$before = 'Import-Module Microsoft.PowerShell.SecretManagement'
$ours = "Import-Module '$($Bench.Release)/SfOAuth.psd1'"
$empty = New-EmptyModule "$env:HOME/Empty"
$hollow = New-HollowModule $Bench.Release "$env:HOME/Hollow"

# What fails is soon done, so a failure ends the run.
function Invoke-Shell([string] $Script) {
    Invoke-PowerShell '-Command', "`$ErrorActionPreference = 'Stop'; $Script"
    if ($LASTEXITCODE) { throw "A shell ended with exit code ${LASTEXITCODE}: $Script" }
}

# PowerShell notes what it found in modules, ten seconds after it looked. Without those notes, as in a home where nobody has worked
# yet, each start looks again, whatever is imported.
function Initialize-ModuleNote {
    $env:PSModuleAnalysisCachePath = "$env:HOME/ModuleAnalysisCache"
    Invoke-Shell "$before; for (`$i = 0; -not (Test-Path `$env:PSModuleAnalysisCachePath); `$i++) { if (`$i -ge 600) { exit 1 }; Start-Sleep -Milliseconds 100 }"
}

function Invoke-Cli {
    $said = & $cli org auth show-access-token --target-org bench --no-prompt 2>&1
    if ($LASTEXITCODE -or "$said" -notmatch '00D') { throw "The Salesforce CLI gave no token: $said" }
}

# The import alone, by its own watch, after what both need.
function Measure-Import([string] $Import) {
    [double](Invoke-Shell "$before; `$watch = [Diagnostics.Stopwatch]::StartNew(); $Import; `$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)")
}

Initialize-ModuleNote
$sides = Measure-Side -Count $Bench.Shells -Side ([ordered]@{
    'SfOAuth'         = { Measure-Import $ours }
    'an empty module' = { Measure-Import "Import-Module '$empty'" }
    'a hollow module' = { Measure-Import "Import-Module '$hollow'" }
    'its DLL alone'   = { Measure-Import "Import-Module '$($empty -replace 'psd1$', 'dll')'" }
})
New-RatioRow 'Import-Module, after SecretManagement' $sides 'an empty module' -AtMost 1.5 -Note "The same empty module's DLL alone, which nobody can ship: $(Format-Time $sides['its DLL alone'])."
New-RatioRow 'Import-Module, after SecretManagement' $sides 'a hollow module'

$org = $Bench.Org
$null = New-TestConnection $org bench
$cold = [ordered]@{
    'SfOAuth'         = { $null = Invoke-Shell "$ours; Get-SfAccessToken bench -AsPlainText" }
    'an empty shell'  = { $null = Invoke-Shell '1' }
    'the vault alone' = { $null = Invoke-Shell "$before; Get-Secret SfOAuth-bench -Vault TestVault -AsPlainText" }
}
$cli = Connect-SalesforceCli $org $Bench.LeftOut
if ($cli) {
    $cold['Salesforce CLI'] = { Invoke-Cli }
}

$sides = Measure-Side -Count $Bench.Shells -Side $cold
if (Get-OrgRequest $org refresh_token) { throw 'The run took so long that the saved token got too old, and was refreshed.' }
Reset-FakeOrg $org
if ($cli) {
    $fastest = $sides['SfOAuth'], $sides['Salesforce CLI'] | ForEach-Object Min
    $note = 'The fastest of each: {0:N0} and {1:N0} ms, which is {2:N2} x.' -f $fastest[0], $fastest[1], ($fastest[0] / $fastest[1])
    New-RatioRow 'A saved token from a cold shell, whole process' $sides 'Salesforce CLI' -AtMost 0.5 -Note $note
}

New-RatioRow 'A saved token from a cold shell, whole process' $sides 'an empty shell' -AtMost 1.5 -Note "Get-Secret of the same secret, without SfOAuth: $(Format-Time $sides['the vault alone'])."
