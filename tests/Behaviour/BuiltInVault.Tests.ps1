# The built-in vault as a vault of SecretManagement, which is asked here as by somebody who knows nothing of SfOAuth.
Describe 'The built-in vault, registered with SecretManagement,' -Tag SecretManagement {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        # A folder of the module's name, with its version in it or not.
        $base = (Get-Module SfOAuth).ModuleBase
        $module = if ((Split-Path $base -Leaf) -eq 'SfOAuth') { $base } else { Split-Path $base }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Register-SecretVault Salesforce -ModuleName $module
        $token = New-TestConnection $org 'acme'
        $null = New-TestConnection $org 'other'
    }

    It 'gives the saved access token, as a secure string' {
        $secret = Get-Secret acme -Vault Salesforce

        $secret | Should -BeOfType securestring
        ConvertFrom-Secure $secret | Should -BeExactly $token.GetAccessToken()
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
    }

    It 'gives a new one where that is too old' {
        Set-SavedAge 'acme' ([datetimeoffset]::UtcNow.AddDays(-1))

        $secret = Get-Secret acme -Vault Salesforce -AsPlainText

        $secret | Should -Not -Be $token.GetAccessToken()
        @(Get-OrgRequest $org 'refresh_token') | Should -HaveCount 1
        (Get-SfAccessToken acme -NoRefresh).GetAccessToken() | Should -BeExactly $secret
    }

    It 'has no secret of a name that is not saved, nor of a pattern' {
        foreach ($name in 'missing', 'ac*') {
            Get-Secret $name -Vault Salesforce -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem | Should -Not -BeNullOrEmpty
        }
    }

    It 'lists what is saved for <Filter>, and whose it is' -ForEach @(
        @{ Filter = '*'; Names = 'acme', 'other' }
        @{ Filter = 'a*'; Names = , 'acme' }
        @{ Filter = 'missing'; Names = @() }
    ) {
        $infos = @(Get-SecretInfo $Filter -Vault Salesforce)

        $infos.Name | Should -Be $Names
        $infos | ForEach-Object {
            "$($_.Type)", $_.VaultName | Should -Be 'SecureString', 'Salesforce'
            $_.Metadata['Username'] | Should -Be $org.username
            $_.Metadata['InstanceUrl'] | Should -Be $org.myDomainUrl
        }
        Find-PlantedSecret ($infos | ConvertTo-Json -Depth 5) $token.GetAccessToken(), (ConvertFrom-Secure $token.RefreshToken) | Should -BeNullOrEmpty
    }

    It 'forgets a login, and no other' {
        Remove-Secret acme -Vault Salesforce

        (Get-SfConnection).Name | Should -Be 'other'
    }

    It 'takes no secret, and says how a login is made' {
        Set-Secret acme 'a token of somebody' -Vault Salesforce -ErrorVariable problem -ErrorAction SilentlyContinue

        "$problem" | Should -Match 'Connect-SfOrg -Name acme -Vault SfOAuth'
        Find-PlantedSecret "$problem" 'a token of somebody' | Should -BeNullOrEmpty
        Get-Secret acme -Vault Salesforce -AsPlainText | Should -BeExactly $token.GetAccessToken()
    }

    It 'says that it is well, or why not' {
        Test-SecretVault Salesforce | Should -BeTrue

        $env:SFOAUTH_HOME = 'not a full path'
        Test-SecretVault Salesforce -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeFalse
        "$problem" | Should -Match 'SFOAUTH_HOME'
    }
}
