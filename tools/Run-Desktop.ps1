# The main job in Windows PowerShell 5.1. The suite itself is written for PowerShell 7, and runs this target's DLLs there.
# It empties the account's SecretStore, so it runs only where CI says that the account is its own.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [string] $FakeOrg
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
if (-not $env:CI) {
    throw 'This empties the SecretStore of the account. Set CI=true in an account of its own.'
}

function Assert-That([string] $What, [bool] $Holds) {
    if (-not $Holds) {
        throw "Not so: $What."
    }

    "ok  $What"
}

function Open-Org([string] $Program) {
    $start = New-Object System.Diagnostics.ProcessStartInfo 'dotnet', "`"$Program`" --json --exit-with-parent"
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardOutput.ReadLine() | ConvertFrom-Json | Add-Member Process $process -PassThru
}

# A sign-in without a browser: the address it would end on.
function Get-Address($Org, $Request) {
    $null = $Request.Url -match 'code_challenge=([^&]+)'
    $body = @{ clientId = $Request.ClientId; redirectUri = $Request.RedirectUri; codeChallenge = $Matches[1] } | ConvertTo-Json
    $code = (Invoke-RestMethod "$($Org.loginUrl)/_control/code" -Method Post -Body $body -ContentType 'application/json').code
    '{0}?code={1}&state={2}' -f $Request.RedirectUri, [uri]::EscapeDataString($code), [uri]::EscapeDataString($Request.State)
}

Import-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore
Import-Module "$Release/SfOAuth.psd1"
Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
Register-SecretVault -Name Desktop -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault -AllowClobber
$org = Open-Org $FakeOrg
try {
    $assembly = [SfOAuth.Commands.SfCommand].Assembly.Location
    Assert-That "PowerShell $($PSVersionTable.PSVersion) loads its own build" ((Split-Path (Split-Path $assembly) -Leaf) -eq $PSVersionTable.PSEdition)

    $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
    $token = $request | Invoke-SfCodeExchange -ResponseUrl (Get-Address $org $request) -ClientSecret $org.clientSecret -Name desktop
    Assert-That 'The code becomes a saved login' (@(Get-SfConnection).Name -eq 'desktop')

    $new = Update-SfAccessToken desktop
    Assert-That 'A refresh brings another token' ($new.GetAccessToken() -ne $token.GetAccessToken())
    Assert-That 'That one is saved' ((Get-SfAccessToken desktop -AsPlainText) -eq $new.GetAccessToken())
    Assert-That 'And can be refreshed again' ((Update-SfAccessToken desktop).GetAccessToken() -ne $new.GetAccessToken())

    $token = Get-SfAccessToken desktop
    $limits = Invoke-RestMethod $token.Resolve('/services/data/v66.0/limits') -Headers $token.GetHeaders()
    Assert-That 'The REST API takes the header' ($limits.DailyApiRequests.Max -gt 0)
    $shown = ($token | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue) + ($token | Format-List * | Out-String) + "$token"
    Assert-That 'The token shows no secret' (-not $shown.Contains($token.GetAccessToken()))

    $null = Get-SfAccessToken missing -ErrorVariable problem -ErrorAction SilentlyContinue
    Assert-That 'An error has its id' ($problem[0].FullyQualifiedErrorId -like 'ConnectionNotFound,*')
    Assert-That 'And says what to do' ($problem[0].ErrorDetails.RecommendedAction -like '*Get-SfConnection*')
    Assert-That 'Get-Help has the page' ((Get-Help Get-SfAccessToken).Synopsis -like 'Gives a token*')
    Remove-SfConnection desktop -Confirm:$false
    Assert-That 'The login can be forgotten' (-not (Get-SfConnection))
} finally {
    $org.Process.StandardInput.Close()
    Unregister-SecretVault Desktop
}
