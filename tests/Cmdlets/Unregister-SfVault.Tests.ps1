# This machine forgets a shared vault; what is in it stays, for the other machines.
Describe 'Unregister-SfVault' -Tag Azurite {
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
    }

    It 'forgets it, and leaves what is in it' {
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }

        Unregister-SfVault fleet | Should -BeNullOrEmpty

        Get-SfVault | Where-Object Name -EQ 'fleet' | Should -BeNullOrEmpty
        Get-ChildItem $env:SFOAUTH_HOME/vaults -Filter *.jwe | Should -BeNullOrEmpty
        $null = Register-SfVault fleet -ContainerUrl $shared.Url -KeyFile $shared.KeyFile
        (Update-SfAccessToken acme -Vault fleet).Vault | Should -Be 'fleet'
    }

    It 'takes what Get-SfVault lists' {
        Get-SfVault fleet | Unregister-SfVault

        Get-SfVault | Where-Object Kind -EQ 'Shared' | Should -BeNullOrEmpty
    }

    It 'needs neither the container nor the key' {
        $null = Invoke-Storage $azurite Delete "$($shared.Container)?restype=container"
        Remove-Item $env:SFOAUTH_HOME/key

        Unregister-SfVault fleet

        Get-ChildItem $env:SFOAUTH_HOME/vaults -Filter *.jwe | Should -BeNullOrEmpty
    }

    It 'says that there is none of that name: <Name>' -ForEach @(@{ Name = 'other' }, @{ Name = 'SfOAuth' }, @{ Name = '../key' }) {
        Unregister-SfVault $Name -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'VaultNotFound' 'ObjectNotFound' $null
    }

    It 'does nothing with -WhatIf' {
        Unregister-SfVault fleet -WhatIf

        (Get-SfVault fleet).State | Should -Be 'Ok'
    }
}
