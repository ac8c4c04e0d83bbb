@{
    ModuleVersion     = '1.0.0'
    GUID              = '0f0a3c51-7f1b-4a53-9a55-3f1f3d3f5a01'
    Author            = 'The SfOAuth authors'
    Description       = 'A vault of plain files, for tests: it does what its behavior.json says, and writes down what it is asked.'
    PowerShellVersion = '7.2'
    NestedModules     = @('./FileVault.Extension')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
