@{
    # SecretManagement looks for this module inside the vault's own: Register-SecretVault Salesforce -ModuleName SfOAuth.
    RootModule        = 'SfOAuth.Extension.psm1'
    ModuleVersion     = '0.1.0'
    GUID              = '0b5a5f0e-4f1f-4c39-9a52-3f5b8f0b7a11'
    Author            = 'The SfOAuth authors'
    CompanyName       = 'SfOAuth'
    Copyright         = '(c) 2026 the SfOAuth authors. MIT licence.'
    Description       = 'The built-in vault of SfOAuth as a vault of SecretManagement: its secrets are access tokens that work.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-Secret', 'Get-SecretInfo', 'Remove-Secret', 'Set-Secret', 'Test-SecretVault')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
