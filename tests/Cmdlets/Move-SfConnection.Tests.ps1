# A login is taken from one vault to another, and is in one of them at every moment.
Describe 'Move-SfConnection' -Tag SecretManagement {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $folder = Register-FileVault 'Files'
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'SfOAuth' }
    }

    It 'takes it there and back, and it is refreshed in each place' {
        $there = Move-SfConnection acme -ToVault Files

        $there.Name, $there.Vault | Should -Be 'acme', 'Files'
        @(Get-SfConnection -Vault SfOAuth) | Should -HaveCount 0
        (Update-SfAccessToken acme -Vault Files).Vault | Should -Be 'Files'
        $back = Get-SfConnection -Vault Files | Move-SfConnection -ToVault SfOAuth
        $back.Vault | Should -Be 'SfOAuth'
        @(Get-SfConnection -Vault Files) | Should -HaveCount 0
        (Update-SfAccessToken acme).Vault | Should -Be 'SfOAuth'
        Assert-Alive $org 'acme'
    }

    It 'sends nothing' {
        $before = @(Get-OrgRequest $org 'refresh_token').Count

        $null = Move-SfConnection acme -ToVault Files

        @(Get-OrgRequest $org 'refresh_token') | Should -HaveCount $before
    }

    It 'leaves it where it is when the other vault does not take it' {
        Set-Content "$folder/refuse.Set-Secret" 'The vault is read-only.'

        Move-SfConnection acme -ToVault Files -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $problem | Should -Not -BeNullOrEmpty
        (Get-SfConnection acme).Vault | Should -Be 'SfOAuth'
        (Update-SfAccessToken acme).Name | Should -Be 'acme'
    }

    It 'does not replace another login of that name' {
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'Files' }

        Move-SfConnection acme -Vault SfOAuth -ToVault Files -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem 'ConnectionExists' 'ResourceExists' 'acme'
        @(Get-SfConnection acme -Vault SfOAuth) | Should -HaveCount 1
    }

    It 'does nothing with -WhatIf' {
        Move-SfConnection acme -ToVault Files -WhatIf | Should -BeNullOrEmpty

        (Get-SfConnection acme).Vault | Should -Be 'SfOAuth'
    }

    It 'says that a connection is not saved' {
        Move-SfConnection nobody -ToVault Files -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'nobody'
    }
}
