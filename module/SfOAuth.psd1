@{
    # The simplest expression there is: PowerShell compiles it at each import.
    RootModule             = "bin/$PSEdition/SfOAuth.dll"
    ModuleVersion          = '0.1.0'
    GUID                   = '6f4f7c62-8d0e-4f0b-9a44-0c6a5b8f2c1d'
    Author                 = 'The SfOAuth authors'
    CompanyName            = 'SfOAuth'
    Copyright              = '(c) 2026 the SfOAuth authors. MIT licence.'
    Description            = 'Gets, keeps and renews Salesforce OAuth 2.0 tokens: authorize URL, code exchange, refresh with rotation, logins saved in SecretManagement vaults, typed tokens for Invoke-RestMethod.'

    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')

    # What makes the built-in vault one of SecretManagement's. Its functions are for SecretManagement alone, and not exported.
    # By its file: each import would read its manifest, which only SecretManagement needs.
    NestedModules          = @('SfOAuth.Extension/SfOAuth.Extension.psm1')

    FormatsToProcess       = @('SfOAuth.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Connect-SfOrg'
        'Disconnect-SfOrg'
        'Export-SfConnection'
        'Get-SfAccessToken'
        'Get-SfAuthorizeUrl'
        'Get-SfConnection'
        'Get-SfIdentity'
        'Get-SfTokenInfo'
        'Get-SfVault'
        'Import-SfConnection'
        'Invoke-SfCodeExchange'
        'Invoke-SfRestMethod'
        'Move-SfConnection'
        'Open-SfOrg'
        'Register-SfVault'
        'Remove-SfConnection'
        'Request-SfClientCredentialsToken'
        'Request-SfJwtToken'
        'Request-SfPasswordToken'
        'Revoke-SfToken'
        'Select-SfConnection'
        'Test-SfApp'
        'Test-SfToken'
        'Test-SfTokenSignature'
        'Unregister-SfVault'
        'Update-SfAccessToken'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()

    PrivateData            = @{
        PSData = @{
            Tags         = @('Salesforce', 'OAuth', 'OAuth2', 'Token', 'PKCE', 'Refresh', 'SecretManagement', 'REST', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://github.com/SfOAuth/SfOAuth/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/SfOAuth/SfOAuth'
            ReleaseNotes = 'https://github.com/SfOAuth/SfOAuth/blob/main/CHANGELOG.md'
        }
    }
}
