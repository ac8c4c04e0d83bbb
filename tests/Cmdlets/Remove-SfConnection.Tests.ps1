Describe 'Remove-SfConnection' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        'one', 'two', 'three' | ForEach-Object { $null = New-TestConnection $org $_ }
    }

    It 'forgets the connection, and the login stays valid at the org' {
        Remove-SfConnection one | Should -BeNullOrEmpty

        (Get-SfConnection).Name | Sort-Object | Should -Be 'three', 'two'
        (Get-OrgFamily $org).isAlive | Should -Be $true, $true, $true
        (Invoke-OrgControl $org 'requests?path=/services/oauth2/revoke' -Method Get).requests | Should -BeNullOrEmpty
    }

    It 'takes names as <Form>' -ForEach @(
        @{ Form = 'an array'; Remove = { Remove-SfConnection one, two } }
        @{ Form = 'strings from the pipeline'; Remove = { 'one', 'two' | Remove-SfConnection } }
        @{ Form = 'connections from the pipeline'; Remove = { Get-SfConnection | Where-Object Name -NE 'three' | Remove-SfConnection } }
        @{ Form = 'tokens from the pipeline'; Remove = { Update-SfAccessToken one, two | Remove-SfConnection } }
    ) {
        & $Remove

        (Get-SfConnection).Name | Should -Be 'three'
    }

    It 'removes it from the vault that -Vault names, and from no other' -Tag SecretManagement {
        $null = Register-FileVault 'Other'
        $null = New-TestConnection $org 'one' @{ Vault = 'Other' }

        Get-SfConnection one -Vault Other | Remove-SfConnection

        Get-SfConnection -Vault Other | Should -BeNullOrEmpty
        (Get-SfConnection one).Vault | Should -Be 'SfOAuth'
    }

    It 'says which one is missing, and goes on' {
        'one', 'missing', 'bad name', 'two' | Remove-SfConnection -ErrorVariable problems -ErrorAction SilentlyContinue

        (Get-SfConnection).Name | Should -Be 'three'
        $problems | Should -HaveCount 2
        Assert-Problem $problems[0] 'ConnectionNotFound' 'ObjectNotFound' 'missing'
        Assert-Problem $problems[1] 'ParameterInvalid' 'InvalidArgument' $null
    }

    It 'removes what a pattern fits, and asks about each' {
        Get-EverythingShown { Remove-SfConnection 't*' -WhatIf } | Out-String | Should -Match "(?s)connection 'three' .*connection 'two' "
        (Get-SfConnection).Name | Should -Be 'one', 'three', 'two'

        Remove-SfConnection 't*'

        (Get-SfConnection).Name | Should -Be 'one'
    }

    It 'removes nothing with <Form>' -ForEach @(
        @{ Form = '-WhatIf'; Remove = { Remove-SfConnection one -WhatIf } }
        @{ Form = "the caller's WhatIfPreference"; Remove = { $WhatIfPreference = $true; Remove-SfConnection one } }
    ) {
        & $Remove

        Get-SfConnection | Should -HaveCount 3
        Assert-Alive $org 'one'
    }

    It 'does not ask with -Confirm:$false' {
        $ConfirmPreference = 'Low'
        Remove-SfConnection one -Confirm:$false

        Get-SfConnection | Should -HaveCount 2
    }

    It 'says that the vault is unknown' -Tag SecretManagement {
        Remove-SfConnection one -Vault Nowhere -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'VaultNotFound' 'ObjectNotFound' 'one'
    }

    It 'says that the vault refuses, and what to do about that' -Tag SecretManagement {
        $folder = Register-FileVault 'Other'
        $null = New-TestConnection $org 'kept' @{ Vault = 'Other' }
        Set-Content "$folder/refuse.Remove-Secret" 'The vault is read-only.'

        Remove-SfConnection kept -Vault Other -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ConnectionNotRemoved' 'WriteError' 'kept'
        "$problem" | Should -Match 'The vault is read-only\.'
        "$problem" | Should -Not -Match 'ErrorActionPreference'
        (Get-SfConnection kept -Vault Other).Name | Should -Be 'kept'
    }
}
