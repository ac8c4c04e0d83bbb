# CI runs this script in Windows PowerShell 5.1, where Pester's files can't go. Here it is kept working, in PowerShell 7.
Describe 'The run through the main job' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $script = "& '$PSScriptRoot/../../tools/Run-Desktop.ps1' -Release '$env:SFOAUTH_TEST_RELEASE' -FakeOrg '$env:SFOAUTH_TEST_FAKEORG'"
    }

    It 'comes to its end, and keeps away from the vaults of an account that is somebody''s' {
        $run = Invoke-NewProcess $script @{ CI = '' }

        $run.Text.Trim() | Should -Match 'ok  The login can be forgotten by SfOAuth'
        $run.Text.Trim() | Should -Match 'Left out: SecretStore'
        $run.ExitCode | Should -Be 0
    }

    It 'does it on SecretStore too in an account of its own' -Tag SecretStore {
        $run = Invoke-NewProcess $script @{ CI = 'true' }

        $run.Text.Trim() | Should -Match 'ok  The login can be forgotten by Desktop$'
        $run.ExitCode | Should -Be 0
    }

    It 'is written in what Windows PowerShell 5.1 reads' -Tag PSScriptAnalyzer {
        $settings = @{ IncludeRules = @('PSUseCompatibleSyntax'); Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1') } } }

        Invoke-ScriptAnalyzer "$PSScriptRoot/../../tools/Run-Desktop.ps1" -Settings $settings | Should -BeNullOrEmpty
        # Without a byte order mark it takes a file for the system's old code page.
        Get-Content "$PSScriptRoot/../../tools/Run-Desktop.ps1" -Raw | Should -Not -Match '[^\x00-\x7F]'
    }
}
