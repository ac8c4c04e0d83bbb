# The vaults that connections can be kept in, and what is wrong with each.
Describe 'Get-SfVault' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    It 'lists the built-in vault, with nothing in it and with something' {
        $empty = Get-SfVault SfOAuth
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'SfOAuth' }
        $used = Get-SfVault SfOAuth

        $empty.Kind, $empty.Location, $empty.State, $empty.Connections | Should -Be 'BuiltIn', $env:SFOAUTH_HOME, 'Ok', 0
        $used.State, $used.Connections | Should -Be 'Ok', 1
        $used.Detail | Should -BeNullOrEmpty
        $used.Remedy | Should -BeNullOrEmpty
        "$used" | Should -Be 'SfOAuth'
    }

    It 'tells what is wrong with it, and what to do' {
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'SfOAuth' }
        Set-Content "$env:SFOAUTH_HOME/connections/acme.jwe" 'not one'

        $vault = Get-SfVault SfOAuth -ErrorAction Stop

        $vault.State, $vault.Connections | Should -Be 'ConnectionUnreadable', 1
        $vault.Detail | Should -Not -BeNullOrEmpty
        $vault.Remedy | Should -Match 'Remove-SfConnection'
    }

    It 'tells that nothing could be opened or saved: <State>, for <Why>' -ForEach @(
        @{ State = 'SealingKeyMissing'; Why = 'the key is gone'; Break = { Remove-Item "$env:SFOAUTH_HOME/key" } }
        @{ State = 'SealingKeyMissing'; Why = 'the environment names a key that is not there'; Break = { $env:SFOAUTH_KEY_FILE = "$TestDrive/nothing" } }
        @{ State = 'SealingKeyUnsafe'; Why = 'others may read the key'; Break = { chmod 644 "$env:SFOAUTH_HOME/key" } }
        @{ State = 'ConnectionUnreadable'; Why = 'the key is another one'; Break = { [System.IO.File]::WriteAllBytes("$env:SFOAUTH_HOME/key", [byte[]](1..64)) } }
        @{ State = 'HomeUnavailable'; Why = 'no file can be made'; Break = { Remove-Item "$env:SFOAUTH_HOME/connections/.new" -Recurse -Force; Set-Content "$env:SFOAUTH_HOME/connections/.new" '' } }
        @{ State = 'HomeUnsafe'; Why = 'the folder is none'; Break = { $env:SFOAUTH_HOME = '/dev/null' } }
    ) {
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'SfOAuth' }
        $before = $env:SFOAUTH_HOME
        try {
            & $Break

            $vault = Get-SfVault SfOAuth -ErrorAction Stop
            $null = Update-SfAccessToken acme -Vault SfOAuth -ErrorVariable problem -ErrorAction SilentlyContinue
        } finally {
            $env:SFOAUTH_HOME, $env:SFOAUTH_KEY_FILE = $before, $null
        }

        $vault.State | Should -Be $State
        $vault.Remedy | Should -Not -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$State,*"
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
    }

    It 'says that no vault has that name, and finds none by a pattern without an error' {
        Get-SfVault nothing -ErrorVariable problem -ErrorAction SilentlyContinue
        Get-SfVault nothing* -ErrorAction Stop | Should -BeNullOrEmpty

        Assert-Problem $problem 'VaultNotFound' 'ObjectNotFound' $null
    }

    Context 'vaults of SecretManagement' -Tag SecretManagement {
        It 'are listed with their module' {
            $null = Register-FileVault 'Files'
            $null = New-TestConnection $org 'acme' -With @{ Vault = 'Files' }

            $vault = Get-SfVault Files

            $vault.Kind, $vault.State, $vault.Connections | Should -Be 'SecretManagement', 'Ok', 1
            $vault.Location | Should -Match 'FileVault'
        }
    }

    Context 'shared vaults' -Tag Azurite {
        BeforeAll {
            Import-Module "$PSScriptRoot/../Kit/Azurite.psm1" -Force
            $azurite = Start-Azurite
        }

        AfterAll { Stop-Azurite $azurite }

        BeforeEach { $shared = Register-TestSharedVault $azurite }

        AfterEach { 'SFOAUTH_SHARED_VAULT', 'SFOAUTH_SHARED_KEY' | ForEach-Object { Remove-Item "Env:$_" -ErrorAction Ignore } }

        It 'are listed by their address, without the signature' {
            $null = New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }

            $vault = Get-SfVault FLEET

            $vault.Name, $vault.Kind, $vault.Location, $vault.State, $vault.Connections | Should -Be 'fleet', 'Shared', $shared.Container, 'Ok', 1
        }

        It 'include the one of the environment' {
            $env:SFOAUTH_SHARED_VAULT = $shared.Url
            $env:SFOAUTH_SHARED_KEY = Get-Content $shared.KeyFile -Raw

            (Get-SfVault shared).Location | Should -Be $shared.Container
            (Get-SfVault | Where-Object Kind -EQ 'Shared').Name | Should -Be 'shared', 'fleet'
        }

        It 'tell what is wrong: <State>' -ForEach @(
            @{ State = 'SharedContainerMissing'; Do = { $null = Invoke-Storage $azurite Delete "$($shared.Container)?restype=container" } }
            @{ State = 'SharedKeyDifferent'; Do = {
                $env:SFOAUTH_SHARED_VAULT = $shared.Url
                $env:SFOAUTH_SHARED_KEY = Get-Content (Register-TestSharedVault $azurite 'other').KeyFile -Raw
            }
            }
            @{ State = 'SharedUrlExpired'; Do = {
                $env:SFOAUTH_SHARED_VAULT = Get-ContainerUrl $azurite $shared.Container -To '-00:05'
                $env:SFOAUTH_SHARED_KEY = Get-Content $shared.KeyFile -Raw
            }
            }
            @{ State = 'SharedVaultUnavailable'; Do = {
                $env:SFOAUTH_SHARED_VAULT = $shared.Url -replace ':\d+/', ":$(Get-FreePort)/"
                $env:SFOAUTH_SHARED_KEY = Get-Content $shared.KeyFile -Raw
            }
            }
        ) {
            & $Do

            $vault = Get-SfVault -ErrorAction Stop | Where-Object { $_.Kind -eq 'Shared' -and $_.State -ne 'Ok' }

            $vault.State | Should -Be $State
            $vault.Detail, $vault.Remedy | Should -Not -BeNullOrEmpty
        }
    }
}
