@{
    ModuleVersion     = '1.0.0'
    GUID              = '0f0a3c51-7f1b-4a53-9a55-3f1f3d3f5a03'
    Author            = 'The SfOAuth authors'
    Description       = 'FileVault without metadata, for tests.'
    PowerShellVersion = '7.2'
    NestedModules     = @('./PlainVault.Extension')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
