# One refresh in a shell that is warm: beside the same POST without us, and what of it goes over the wire.
param([Parameter(Mandatory)] [hashtable] $Bench)

. "$PSScriptRoot/../Rivals.ps1"
Import-Module "$PSScriptRoot/../Seed.psm1"
Add-CompiledPost
$org = $Bench.Org
$url = "$($org.loginUrl)/services/oauth2/token"

# The form of a refresh, with a login of its own.
function Get-RefreshForm {
    $fields = [System.Collections.Generic.Dictionary[string, string]]::new()
    $fields['grant_type'], $fields['format'] = 'refresh_token', 'json'
    $fields['client_id'], $fields['client_secret'], $fields['refresh_token'] = $org.clientId, $org.clientSecret, (New-OrgLogin $org)
    $fields
}

# Saved, under rotation: beside whoever sends the same form and puts the answer on the disk, flushed, and nothing else.
Set-OrgScenario $org @{ rotateRefreshTokens = $true }
$null = New-TestConnection $org bench @{ Vault = 'SfOAuth' }
$rotating = Get-RefreshForm
$length = (Get-Item "$env:SFOAUTH_HOME/connections/bench.jwe").Length
$sides = [ordered]@{
    'SfOAuth'                 = { $null = Update-SfAccessToken bench }
    'HttpClient and a file'   = { [CompiledPost]::SendAndSave($url, $rotating, "$env:HOME/answer") }
    'a flushed file'          = { [CompiledPost]::Save("$env:HOME/floor", [byte[]]::new($length)) }
}

# .NET compiles anew, and better, what is called often: after some thousand calls it is done, and a shell is warm. What the first ones
# in a shell take is told too.
$first = Measure-Side -Count $Bench.Refreshes -WarmUp 20 -Side $sides
$warm = Measure-Side -Count $Bench.Refreshes -WarmUp $Bench.WarmUp -Side $sides
$what = 'One warm refresh of a saved login, built-in vault, rotation on'
New-RatioRow $what $warm 'HttpClient and a file' -AtMost 2 `
    -Note "The disk's share, a file of the same length written, flushed and renamed: $(Format-Time $warm['a flushed file'])."
New-RatioRow "$what`: the first $($Bench.Refreshes) in a shell" $first 'HttpClient and a file'

Reset-FakeOrg $org
Set-OrgScenario $org @{ rotateRefreshTokens = $false }
$fields = Get-RefreshForm
$refresh = @{ RefreshToken = ConvertTo-Secure $fields['refresh_token']; ClientId = $org.clientId; ClientSecret = $org.clientSecret; LoginUrl = $org.loginUrl }
$form = @{} + $fields
$client = [System.Net.Http.HttpClient]::new()
function Invoke-Post { $client.PostAsync($url, [System.Net.Http.FormUrlEncodedContent]::new($fields)).GetAwaiter().GetResult().Content.ReadAsStringAsync().GetAwaiter().GetResult() }

# What is refused costs less than what is granted.
(Invoke-Post), [CompiledPost]::Send($url, $fields) | Where-Object { $_ -notmatch '"access_token"' } | ForEach-Object { throw "The org refused: $_" }
$warm = Measure-Side -Count $Bench.Refreshes -WarmUp $Bench.WarmUp -Side ([ordered]@{
    'SfOAuth'             = { $null = Update-SfAccessToken @refresh }
    'HttpClient'          = { $null = $client.PostAsync($url, [System.Net.Http.FormUrlEncodedContent]::new($fields)).GetAwaiter().GetResult().Content.ReadAsStringAsync().GetAwaiter().GetResult() }
    'Invoke-RestMethod'   = { $null = Invoke-RestMethod $url -Method Post -Body $form }
    'compiled HttpClient' = { $null = [CompiledPost]::Send($url, $fields) }
})

# An org is not on the same machine: what it looks like beside a server that takes its time.
$delay = 100
Add-OrgFault $org @{ action = 'delay'; delayMs = $delay; count = 0; path = '/services/oauth2/token' }
$slow = Measure-Side -Count ([Math]::Min($Bench.Refreshes, 50)) -WarmUp 2 -Side ([ordered]@{ 'SfOAuth' = { $null = Update-SfAccessToken @refresh }; 'HttpClient' = { $null = Invoke-Post } })
$client.Dispose()
$what = 'One warm refresh without a vault'
$compiled = "HttpClient from compiled code, without a prompt: $(Format-Time $warm['compiled HttpClient'])."
New-RatioRow $what $warm 'HttpClient' -AtMost 1.5 -Note $compiled
New-RatioRow $what $warm 'Invoke-RestMethod' -AtMost 0.7
New-RatioRow "$what, a server that takes $delay ms" $slow 'HttpClient'
Reset-FakeOrg $org
$null = New-TestConnection $org bench @{ Vault = 'SfOAuth'; WarningAction = 'Ignore' }

# The requests the org saw, whatever they were for.
function Get-RequestCount { (Invoke-OrgControl $org 'requests?path=/none' $null Get).totalCount }

$count = 20
$requests = foreach ($rotation in $false, $true) {
    Set-OrgScenario $org @{ rotateRefreshTokens = $rotation }
    $start = Get-RequestCount
    1..$count | ForEach-Object { $null = Update-SfAccessToken bench }
    ((Get-RequestCount) - $start) / $count
}

New-ValueRow 'HTTP requests for a refresh, rotation off and on' ($requests | Measure-Object -Maximum).Maximum '' -AtMost 1 -Ours ($requests -join ' and ')
