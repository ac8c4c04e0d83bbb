# The built-in vault as a vault of SecretManagement. What it calls a secret is an access token that works: the saved one, or a new
# one where that is too old. SecretManagement holds a lock while it runs these functions, so none of its commands may be called in
# here, and none is: the built-in vault is named each time. What is exported stands in the manifests: a call of Export-ModuleMember
# would cost each import as much as all the rest of this file.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'SecretManagement passes these parameters.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSProvideCommentHelp', '', Justification = 'SecretManagement calls these functions, and nobody else.')]
param()

$script:vault = 'SfOAuth'

function Get-Secret {
    [CmdletBinding()]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    if (Find-Connection $Name) {
        # A secure string: whoever wants the text says so to SecretManagement.
        (SfOAuth\Get-SfAccessToken -Name $Name -Vault $script:vault -Confirm:$false -WhatIf:$false -ErrorAction Stop).AccessToken
    }
}

function Get-SecretInfo {
    [CmdletBinding()]
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)

    SfOAuth\Get-SfConnection -Vault $script:vault -ErrorAction Stop |
        Where-Object Name -Like ($(if ($Filter) { $Filter } else { '*' })) |
        ForEach-Object {
            $facts = @{}
            foreach ($fact in 'Username', 'InstanceUrl', 'LoginUrl', 'ClientId', 'OrganizationId', 'UserId', 'GrantType') {
                if ($_.$fact) { $facts[$fact] = $_.$fact }
            }

            [Microsoft.PowerShell.SecretManagement.SecretInformation]::new(
                $_.Name, [Microsoft.PowerShell.SecretManagement.SecretType]::SecureString, $VaultName, $facts)
        }
}

function Remove-Secret {
    [CmdletBinding()]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement has asked.')]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

    SfOAuth\Remove-SfConnection -Name $Name -Vault $script:vault -Confirm:$false -WhatIf:$false -ErrorAction Stop
}

function Set-Secret {
    [CmdletBinding()]
    [OutputType([bool])]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It changes nothing.')]
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)

    $way = "Connect-SfOrg -Name $Name -Vault $script:vault, with -ClientId and -LoginUrl for a new one"
    Write-Error -Message "The secrets of the vault '$VaultName' are access tokens, and are made by signing in: $way." -ErrorId SignInNeeded -Category InvalidOperation
    $false
}

function Test-SecretVault {
    [CmdletBinding()]
    [OutputType([bool])]
    param([string] $VaultName, [hashtable] $AdditionalParameters)

    try {
        $null = SfOAuth\Get-SfConnection -Vault $script:vault -ErrorAction Stop
        $true
    } catch {
        Write-Error -Message "The vault '$VaultName' can't be used: $($_.Exception.Message) $($_.ErrorDetails.RecommendedAction)" -ErrorId $_.FullyQualifiedErrorId
        $false
    }
}

function Find-Connection([string] $Name) {
    SfOAuth\Get-SfConnection -Vault $script:vault -ErrorAction Stop | Where-Object Name -EQ $Name
}
