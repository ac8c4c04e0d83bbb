# The main job in Windows PowerShell 5.1: on the built-in vault, in a folder that is gone afterwards, and on SecretStore. The suite
# itself is written for PowerShell 7, and runs this target's DLLs there.
# It empties the account's SecretStore, so that part runs only where CI says that the account is its own.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [string] $FakeOrg
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
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

function Invoke-MainJob($Org, [string] $Name) {
    $vault = @{ Vault = $Name }
    $assembly = [SfOAuth.Commands.SfCommand].Assembly.Location
    Assert-That "PowerShell $($PSVersionTable.PSVersion) loads its own build" ((Split-Path (Split-Path $assembly) -Leaf) -eq $PSVersionTable.PSEdition)

    $request = Get-SfAuthorizeUrl -ClientId $Org.clientId -LoginUrl $Org.loginUrl
    $token = $request | Invoke-SfCodeExchange -ResponseUrl (Get-Address $Org $request) -ClientSecret $Org.clientSecret -Name desktop @vault
    Assert-That 'The code becomes a saved login' ("$((Get-SfConnection @vault).Name)" -eq 'desktop')

    $new = Update-SfAccessToken desktop @vault
    Assert-That 'A refresh brings another token' ($new.GetAccessToken() -ne $token.GetAccessToken())
    Assert-That 'That one is saved' ((Get-SfAccessToken desktop -AsPlainText @vault) -eq $new.GetAccessToken())
    Assert-That 'And can be refreshed again' ((Update-SfAccessToken desktop @vault).GetAccessToken() -ne $new.GetAccessToken())

    $token = Get-SfAccessToken desktop @vault
    $limits = Invoke-RestMethod $token.Resolve('/services/data/v66.0/limits') -Headers $token.GetHeaders()
    Assert-That 'The REST API takes the header' ($limits.DailyApiRequests.Max -gt 0)
    $shown = ($token | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue) + ($token | Format-List * | Out-String) + "$token"
    Assert-That 'The token shows no secret' (-not $shown.Contains($token.GetAccessToken()))

    $null = Get-SfAccessToken missing @vault -ErrorVariable problem -ErrorAction SilentlyContinue
    Assert-That 'An error has its id' ($problem[0].FullyQualifiedErrorId -like 'ConnectionNotFound,*')
    Assert-That 'And says what to do' ($problem[0].ErrorDetails.RecommendedAction -like '*Get-SfConnection*')
    Remove-SfConnection desktop -Confirm:$false @vault
    Assert-That "The login can be forgotten by $Name" (-not (Get-SfConnection @vault))
}

$homeBefore = $env:SFOAUTH_HOME
$env:SFOAUTH_HOME = Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Desktop.$PID"
Import-Module "$Release/SfOAuth.psd1"
$org = Open-Org $FakeOrg
try {
    Invoke-MainJob $org SfOAuth
    Assert-That 'Get-Help has the page' ((Get-Help Get-SfAccessToken).Synopsis -like 'Gives a token*')
    if ($env:CI -and (Get-Module Microsoft.PowerShell.SecretStore -ListAvailable)) {
        Import-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore
        Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
        Register-SecretVault -Name Desktop -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault -AllowClobber
        Invoke-MainJob $org Desktop
        Unregister-SecretVault Desktop
    } else {
        'Left out: SecretStore (not installed, or the account is not CI''s own).'
    }
} finally {
    $org.Process.StandardInput.Close()
    Remove-Item $env:SFOAUTH_HOME -Recurse -Force -ErrorAction SilentlyContinue
    $env:SFOAUTH_HOME = $homeBefore
}
