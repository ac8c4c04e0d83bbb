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

# From one machine to all of them, and back.
Describe 'Move-SfConnection and a shared vault' -Tag Azurite {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        Import-Module "$PSScriptRoot/../Kit/Azurite.psm1" -Force
        $org = Start-TestOrg
        $azurite = Start-Azurite
    }

    AfterAll {
        Stop-Azurite $azurite
        Stop-TestOrg $org
    }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $shared = Register-TestSharedVault $azurite
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'SfOAuth' }
    }

    It 'takes it there and back, and it is refreshed in each place' {
        (Move-SfConnection acme -ToVault fleet).Vault | Should -Be 'fleet'
        Get-SfConnection -Vault SfOAuth | Should -BeNullOrEmpty
        (Update-SfAccessToken acme -Vault fleet).Vault | Should -Be 'fleet'

        $back = Get-SfConnection acme | Move-SfConnection -ToVault SfOAuth

        $back.Vault | Should -Be 'SfOAuth'
        Get-SfConnection -Vault fleet | Should -BeNullOrEmpty
        Assert-Alive $org 'acme'
    }

    It 'takes it from one shared vault to another' {
        $null = Register-TestSharedVault $azurite 'team'
        $null = Move-SfConnection acme -ToVault fleet

        (Move-SfConnection acme -Vault fleet -ToVault team).Vault | Should -Be 'team'

        Get-SfConnection -Vault fleet | Should -BeNullOrEmpty
        (Update-SfAccessToken acme -Vault team).Vault | Should -Be 'team'
    }

    It 'does not replace another login of that name' {
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }

        Move-SfConnection acme -Vault SfOAuth -ToVault fleet -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ConnectionExists' 'ResourceExists' 'acme'
        @(Get-SfConnection acme).Vault | Should -Be 'SfOAuth', 'fleet'
    }

    It 'refuses two names of one container, which would remove it' {
        $null = Register-SfVault again -ContainerUrl $shared.Url -KeyFile $shared.KeyFile
        $null = Move-SfConnection acme -ToVault fleet

        Move-SfConnection acme -Vault fleet -ToVault again -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ParameterInvalid' 'InvalidArgument' 'acme'
        @(Get-SfConnection acme -Vault fleet) | Should -HaveCount 1
    }

    It 'leaves it where it is when the container is gone' {
        $null = Invoke-Storage $azurite Delete "$($shared.Container)?restype=container"

        Move-SfConnection acme -ToVault fleet -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'SharedContainerMissing' 'ObjectNotFound' 'acme'
        (Update-SfAccessToken acme).Vault | Should -Be 'SfOAuth'
    }
}
