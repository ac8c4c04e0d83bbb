# What is printed in the help and in the README, run as it is printed. The org is FakeOrg, and what needs a person is done here.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'What changes here is gone after the run.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidOverwritingBuiltInCmdlets', '', Justification = 'Their prompts are answered.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/TestKit.psm1"
Import-Module "$PSScriptRoot/Azurite.psm1"
$script:storage = $script:container = $script:org = $script:port = $script:browserBefore = $script:modulesBefore = $script:address = $null
$script:certificates = @{}

# From here to Exit-Example these are the org and the browser of every example.
function Enter-Example($Org) {
    $script:org = $Org
    # As it is installed: SecretManagement finds modules by their name alone.
    $base = (Get-Module SfOAuth).ModuleBase
    $script:modulesBefore = $env:PSModulePath
    $above = Split-Path $base
    $folder = if ((Split-Path $base -Leaf) -eq 'SfOAuth') { $above } else { Split-Path $above }
    $env:PSModulePath = "$folder$([System.IO.Path]::PathSeparator)$env:PSModulePath"
    $script:port = Get-FreePort
    $script:browserBefore = $env:BROWSER
    $env:BROWSER = Get-PersonAtBrowser
}

function Exit-Example {
    $env:BROWSER = $script:browserBefore
    $env:PSModulePath = $script:modulesBefore
    if ($script:storage) { Stop-Azurite $script:storage }
    $script:storage = $null
}

# The shared vault 'fleet', and in it 'acme', unless the example is the one that takes it there.
function Enter-SharedExample([string] $Code) {
    $script:storage ??= Start-Azurite
    $script:container = New-Container $script:storage
    $null = Register-SfVault fleet -ContainerUrl (Get-ContainerUrl $script:storage $script:container) -KeyFile "$env:HOME/fleet.key"
    if ($Code -notmatch 'Move-SfConnection') { $null = New-TestConnection $script:org 'acme' @{ Vault = 'fleet' } }
}

# Who needs one of its own.
function Test-SharedExample([string] $Code) { $Code -match '\bfleet\b' }

# The org, vault and files that an example begins with: the connection 'acme', and the app's key.
function Reset-Example {
    Reset-FakeOrg $script:org
    Clear-TestVault
    Set-OrgScenario $script:org @{
        users = @(@{ username = $script:org.username; securityToken = '' })
        apps  = @($script:org.clientId, $script:org.publicClientId | ForEach-Object { @{ clientId = $_; callbacks = @("http://localhost:$script:port/OauthRedirect") } })
    }
    $null = New-TestConnection $script:org 'acme'
    Write-KeyFile
}

# The app's key, as an admin has it in a file, and with its certificate in another.
function Write-KeyFile {
    $pem = (Invoke-OrgControl $script:org 'key' @{ clientId = $script:org.clientId }).privateKeyPem
    Set-Content "$env:HOME/server.key" $pem
    $script:certificates[$pem] ??= New-CertificateFile $pem
    [System.IO.File]::WriteAllBytes("$env:HOME/server.pfx", $script:certificates[$pem])
}

function New-CertificateFile([string] $Pem) {
    $rsa = [System.Security.Cryptography.RSA]::Create()
    $rsa.ImportFromPem($Pem)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=SfOAuth', $rsa, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $certificate = $request.CreateSelfSigned([datetimeoffset]::UtcNow.AddDays(-1), [datetimeoffset]::UtcNow.AddDays(1))
    , $certificate.Export('Pfx')
}

function Get-Block([string] $Path, [string] $Language = 'powershell') {
    $text = (Get-Content $Path -Raw) -replace "`r`n", "`n"
    [regex]::Matches($text, "(?sm)^``````$Language\n(.*?)\n``````$") | ForEach-Object { $_.Groups[1].Value }
}

# As it is printed, but for the org that is asked. Any error ends it.
function Invoke-AsPrinted([string] $Code) {
    $onThisOrg = ConvertTo-OwnOrg $Code
    # The stand-in speaks http.
    $PSDefaultParameterValues = @{ 'Invoke-RestMethod:AllowUnencryptedAuthentication' = $true; 'Connect-SfOrg:Port' = $script:port }
    # Where the files are that it names, and where those may stay that it writes.
    Push-Location $env:HOME
    try {
        & ([scriptblock]::Create($onThisOrg)) 3> $null
    } finally {
        Pop-Location
    }
}

# The same in a PowerShell that has nothing but the module: what it prints, once it has ended well.
function Invoke-InNewProcess([string] $Code) {
    $facts = @{ Port = $script:port; Org = $script:org | Select-Object * -ExcludeProperty Process } | ConvertTo-Json
    $script = (Get-Prologue) + "Import-Module '$PSCommandPath'; Join-Example '$facts'; Invoke-AsPrinted @'`n$Code`n'@ | ForEach-Object { `$_ | Out-String }"
    $run = Invoke-NewProcess $script
    if ($run.ExitCode) {
        throw "It ended with $($run.ExitCode): $($run.Text)"
    }

    $run.Text.Trim()
}

function Join-Example([string] $Facts) {
    $read = ConvertFrom-Json $Facts
    $script:org, $script:port = $read.Org, $read.Port
}

function ConvertTo-OwnOrg([string] $Code) {
    $Code.
    Replace('https://acme.my.salesforce.com', $script:org.myDomainUrl).Replace('http://127.0.0.1:5080', $script:org.loginUrl).
    Replace('http://127.0.0.1:5081', $script:org.myDomainUrl).Replace('<username>', $script:org.username).
    Replace('3MVG9...public', $script:org.publicClientId).Replace('3MVG9...', $script:org.clientId).
    Replace('admin@acme.example', $script:org.username).
    Replace('<client id>', $script:org.clientId).Replace('<client secret>', $script:org.clientSecret).
    # A module has an $Error of its own.
    Replace('$Error[', '$global:Error[').
    # A vault of files stands for the one in a cloud.
    Replace('-Name Shared -ModuleName Az.KeyVault', "-Name Shared -AllowClobber -ModuleName '$PSScriptRoot/Vaults/FileVault'").
    Replace("AZKVaultName   = 'acme-logins'", "Path = '$env:HOME/vaults/acme-logins'")
}

# The two things that need a person, a browser and the keyboard. A URL that is only printed is opened by whoever reads it.
function Start-Process([string] $FilePath) { $script:address = (Invoke-OrgControl $script:org 'browser' @{ url = $FilePath }).location }

function Get-Address([string] $Url) {
    if (-not $script:address) {
        Start-Process $Url
    }

    $script:address
    $script:address = $null
}

function Read-Host([string] $Prompt, [switch] $AsSecureString) {
    $answer = switch ($Prompt) {
        'Address' { Get-Address $request.Url }
        'Consumer secret' { $script:org.clientSecret }
        'Password' { $script:org.password }
        'Store password' { 'a password of the store' }
        'Container URL' { Get-ContainerUrl $script:storage $script:container }
        'New container URL' { Get-ContainerUrl $script:storage (New-Container $script:storage) }
        'sfdx auth URL' { "force://$($script:org.clientId):$($script:org.clientSecret):$(New-RefreshToken)@$($script:org.loginUrl)" }
        'Refresh token' { New-RefreshToken }
        default { throw "Nobody knows what to type at '$Prompt'." }
    }
    if ($AsSecureString) { ConvertTo-Secure $answer } else { $answer }
}

function Get-Credential([string] $UserName) { [pscredential]::new($UserName, (ConvertTo-Secure $script:org.password)) }

# Az.Storage, over the emulator.
function Get-AzStorageAccountKey { [pscustomobject]@{ Value = 'a key' } }
function New-AzStorageContext { 'a context' }
function New-AzStorageContainer { $script:container = New-Container $script:storage }
function New-AzStorageContainerStoredAccessPolicy { 'a policy' }
function New-AzStorageContainerSASToken { Get-ContainerUrl $script:storage $script:container }

# Of a login that some other program has.
function New-RefreshToken { (Invoke-OrgControl $script:org 'login' @{ clientId = $script:org.clientId }).refresh_token }

# Not the ones that stand for PowerShell's own.
Export-ModuleMember -Function '*Example', 'Get-Block*', 'Invoke-*'
