@{
    ModuleVersion     = '1.0.0'
    GUID              = '0f0a3c51-7f1b-4a53-9a55-3f1f3d3f5b01'
    Author            = 'The SfOAuth authors'
    Description       = 'A vault in the memory of this process, for measurements: it costs as little as a vault can.'
    PowerShellVersion = '7.2'
    NestedModules     = @('./MemoryVault.Extension')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
