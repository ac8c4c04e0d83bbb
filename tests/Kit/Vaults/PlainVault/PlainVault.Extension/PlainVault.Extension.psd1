@{
    ModuleVersion     = '1.0.0'
    GUID              = '0f0a3c51-7f1b-4a53-9a55-3f1f3d3f5a04'
    Author            = 'The SfOAuth authors'
    Description       = 'The vault behind PlainVault: it has no Set-SecretInfo.'
    PowerShellVersion = '7.2'
    RootModule        = 'PlainVault.Extension.psm1'
    FunctionsToExport = @('Get-Secret', 'Get-SecretInfo', 'Remove-Secret', 'Set-Secret', 'Test-SecretVault')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
