# The module loads SecretManagement when a vault of it is used, and does without where it is not installed.
Describe 'Where SecretManagement' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        Import-SfOAuth
        $org = Start-FakeOrg
        Initialize-TestHome
        # Nothing but what came with PowerShell is found from here on.
        $hidden = (Get-Prologue) + '$env:PSModulePath = "$PSHOME/Modules"; '
    }

    AfterAll { Stop-FakeOrg $org }

    Context 'is not installed' {
        It 'the module is imported, and a token comes without being saved' {
            $run = Invoke-NewProcess "$hidden (Request-SfClientCredentialsToken -ClientId '$($org.clientId)' -LoginUrl '$($org.myDomainUrl)' -ClientSecret '$($org.clientSecret)').TokenType; @(Get-Module *Secret*).Count"

            $run.Text.Trim() -split '\r?\n' | Should -BeExactly 'Bearer', '0'
        }

        It 'a command that needs a vault of it names it, and the command that installs it: <Command>' -ForEach @(
            @{ Command = 'Update-SfAccessToken demo -Vault Somewhere' }
            @{ Command = 'Get-SfConnection demo -Vault Somewhere' }
            @{ Command = 'Request-SfJwtToken -ClientId x -Username y -KeySecret z -Vault Somewhere' }
        ) {
            $script = "$hidden $Command -ErrorVariable problem -ErrorAction SilentlyContinue; `$problem[0].FullyQualifiedErrorId; `$problem[0].Exception.Message; `$problem[0].CategoryInfo.Category; `$problem[0].ErrorDetails.RecommendedAction"

            $run = Invoke-NewProcess $script

            $run.Text | Should -Match '^SecretManagementMissing,SfOAuth\.Commands\.'
            $run.Text | Should -Match 'NotInstalled'
            $run.Text | Should -Match "The vault 'Somewhere' is none of SfOAuth's own\."
            $run.Text | Should -Match 'Install-PSResource Microsoft\.PowerShell\.SecretManagement, Microsoft\.PowerShell\.SecretStore'
        }

        It 'completion offers the built-in vault alone, and says nothing' {
            $run = Invoke-NewProcess "$hidden '-Name', '-Vault' | ForEach-Object { `$line = `"Get-SfConnection `$_ `"; (TabExpansion2 `$line `$line.Length).CompletionMatches.CompletionText }; `$Error.Count"

            $run.Text.Trim() -split '\r?\n' | Should -BeExactly 'SfOAuth', '0'
        }
    }

    Context 'is installed' -Tag SecretManagement {
        It 'it is loaded once a vault of it is asked for, and not before' {
            $run = Invoke-NewProcess "$(Get-Prologue) @(Get-Module *.SecretManagement).Count; Get-SfConnection -Vault Somewhere -ErrorAction SilentlyContinue; @(Get-Module *.SecretManagement).Count; `$Error[0].FullyQualifiedErrorId"

            $run.Text.Trim() -replace '\s+', ' ' | Should -BeLike '0 1 VaultNotFound,*'
        }

        It 'it is found also in a session that loads no modules by itself' {
            $run = Invoke-NewProcess "$(Get-Prologue) `$PSModuleAutoLoadingPreference = 'None'; Get-SfConnection -Vault Somewhere -ErrorAction SilentlyContinue; `$Error[0].FullyQualifiedErrorId"

            $run.Text.Trim() | Should -BeLike 'VaultNotFound,*'
        }
    }
}
