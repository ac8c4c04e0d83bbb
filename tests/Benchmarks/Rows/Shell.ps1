# What a user waits for who opens a shell: the import, and a saved token out of nothing.
param([Parameter(Mandatory)] [hashtable] $Bench)

. "$PSScriptRoot/../Rivals.ps1"
$ours = "Import-Module '$($Bench.Release)/SfOAuth.psd1'"
$empty = New-EmptyModule "$env:HOME/Empty"
$hollow = New-HollowModule $Bench.Release "$env:HOME/Hollow"
$store = 'Import-Module Microsoft.PowerShell.SecretManagement'

# What fails is soon done, so a failure ends the run.
function Invoke-Shell([string] $Script) {
    Invoke-PowerShell '-Command', "`$ErrorActionPreference = 'Stop'; $Script"
    if ($LASTEXITCODE) { throw "A shell ended with exit code ${LASTEXITCODE}: $Script" }
}

# PowerShell notes what it found in modules, ten seconds after it looked. Without those notes, as in a home where nobody has worked
# yet, each start looks again, whatever is imported.
function Initialize-ModuleNote {
    $env:PSModuleAnalysisCachePath = "$env:HOME/ModuleAnalysisCache"
    Invoke-Shell "`$null = Get-Command Get-Nothing -ErrorAction Ignore; for (`$i = 0; -not (Test-Path `$env:PSModuleAnalysisCachePath); `$i++) { if (`$i -ge 600) { exit 1 }; Start-Sleep -Milliseconds 100 }"
}

function Invoke-Cli {
    $said = & $cli org auth show-access-token --target-org bench --no-prompt 2>&1
    if ($LASTEXITCODE -or "$said" -notmatch '00D') { throw "The Salesforce CLI gave no token: $said" }
}

# The import alone, by its own watch.
function Measure-Import([string] $Import) {
    [double](Invoke-Shell "`$watch = [Diagnostics.Stopwatch]::StartNew(); $Import; `$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)")
}

# What a process has used at its end: milliseconds of processor time, and the most memory at once.
function Measure-Use([string] $Script) {
    $said = Invoke-Shell "$Script; `$me = [Diagnostics.Process]::GetCurrentProcess(); [int]`$me.TotalProcessorTime.TotalMilliseconds; `$me.PeakWorkingSet64"
    [pscustomobject]@{ Processor = [double]$said[-2]; Memory = [double]$said[-1] }
}

Initialize-ModuleNote
$sides = Measure-Side -Count $Bench.Shells -Side ([ordered]@{
    'SfOAuth'         = { Measure-Import $ours }
    'an empty module' = { Measure-Import "Import-Module '$empty'" }
    'a hollow module' = { Measure-Import "Import-Module '$hollow'" }
})
New-RatioRow 'Import-Module' $sides 'an empty module' -AtMost 1.5
New-RatioRow 'Import-Module' $sides 'a hollow module'

$org = $Bench.Org
$null = New-TestConnection $org bench @{ Vault = 'SfOAuth' }
$cold = [ordered]@{
    'SfOAuth'        = { $null = Invoke-Shell "$ours; Get-SfAccessToken bench -AsPlainText" }
    'an empty shell' = { $null = Invoke-Shell '1' }
}
if ($Bench.HasStore) {
    $null = New-TestConnection $org stored @{ Vault = 'TestVault' }
    $cold['SfOAuth, from SecretStore'] = { $null = Invoke-Shell "$ours; Get-SfAccessToken stored -AsPlainText" }
    $cold['Get-Secret'] = { $null = Invoke-Shell "$store; Get-Secret SfOAuth-stored -Vault TestVault -AsPlainText" }
}

$cli = Connect-SalesforceCli $org $Bench.LeftOut
if ($cli) { $cold['Salesforce CLI'] = { Invoke-Cli } }
$what = 'A saved token from a cold shell, whole process'
$sides = Measure-Side -Count $Bench.Shells -Side $cold
if (Get-OrgRequest $org refresh_token) { throw 'The run took so long that the saved token got too old, and was refreshed.' }
New-RatioRow $what $sides 'an empty shell' -AtMost 1.5
if ($cli) { New-RatioRow "$what, the fastest of each" $sides 'Salesforce CLI' -By Min -AtMost 0.4 }
if ($Bench.HasStore) { New-RatioRow "$what, from SecretStore" $sides 'Get-Secret' -Our 'SfOAuth, from SecretStore' -AtMost 1.15 }

$used = foreach ($script in "$ours; `$null = Get-SfAccessToken bench -AsPlainText", '$null = 1') {
    , @(1..$Bench.Looks | ForEach-Object { Measure-Use $script })
}
foreach ($kind in @{ Name = 'Processor'; What = "$what`: processor time"; Unit = 1 }, @{ Name = 'Memory'; What = "$what`: most memory, in MB"; Unit = 1MB }) {
    $summaries = $used | ForEach-Object { Get-Summary ($_.($kind.Name) | ForEach-Object { $_ / $kind.Unit }) }
    New-RatioRow $kind.What @{ 'SfOAuth' = $summaries[0]; 'an empty shell' = $summaries[1] } 'an empty shell' -Unit ($kind.Name -eq 'Memory' ? 'MB' : 'ms')
}
Reset-FakeOrg $org
