Describe 'Select-SfConnection' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        # Each test has a home of its own.
        function Get-ChoicePath { "$env:SFOAUTH_HOME/selected.json" }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Select-SfConnection -None -Scope User
        'prod', 'uat-one', 'uat-two' | ForEach-Object { $null = New-TestConnection $org $_ }
    }

    AfterEach {
        Remove-Item Env:SFOAUTH_CONNECTION, Env:SFOAUTH_VAULT -ErrorAction Ignore
        Select-SfConnection -None -Scope User
    }

    It 'chooses for this session, on every cmdlet, and writes nothing' {
        Select-SfConnection uat-one | Should -BeNullOrEmpty

        (Get-SfAccessToken).Name | Should -Be 'uat-one'
        (Update-SfAccessToken).Name | Should -Be 'uat-one'
        (Get-SfIdentity).Username | Should -Be (Get-SfConnection uat-one).Username
        Test-SfToken | Should -BeTrue
        (Invoke-SfRestMethod /services/data/v66.0/limits).PSObject.Properties.Name | Should -Contain 'DailyApiRequests'
        Get-ChoicePath | Should -Not -Exist
    }

    It 'marks the choice in the list, and nothing else' {
        Select-SfConnection uat-one

        (Get-SfConnection | Where-Object IsDefault).Name | Should -Be 'uat-one'
        (Get-SfConnection | Out-String) -split '\r?\n' | Where-Object { $_ -match '^\*' } | Should -Match '^\* uat-one '
    }

    It 'chooses for all sessions with -Scope User' {
        Select-SfConnection uat-two -Scope User
        (Get-SfAccessToken).Name | Should -Be 'uat-two'

        $child = Invoke-NewProcess ((Get-Prologue) + '(Get-SfAccessToken).Name; (Get-SfConnection | Where-Object IsDefault).Name')
        $child.Text.Trim() -split '\s+' | Should -Be 'uat-two', 'uat-two'
    }

    It 'keeps no secret with the choice' {
        Select-SfConnection uat-two -Scope User

        Get-Content (Get-ChoicePath) -Raw | ConvertFrom-Json | ForEach-Object { $_.name, $_.vault } | Should -Be 'uat-two', 'SfOAuth'
    }

    It 'takes the session first, then the environment, then the user' {
        Select-SfConnection uat-two -Scope User
        Select-SfConnection -None
        $env:SFOAUTH_CONNECTION = 'uat-one'
        (Get-SfAccessToken).Name | Should -Be 'uat-one'
        (Get-SfConnection | Where-Object IsDefault).Name | Should -Be 'uat-one'

        Select-SfConnection prod
        (Get-SfAccessToken).Name | Should -Be 'prod'

        Select-SfConnection -None
        Remove-Item Env:SFOAUTH_CONNECTION
        (Get-SfAccessToken).Name | Should -Be 'uat-two'
    }

    It 'warns when the environment comes before the choice for later sessions' {
        $env:SFOAUTH_CONNECTION = 'prod'

        Select-SfConnection uat-one -Scope User -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -Match 'SFOAUTH_CONNECTION'
    }

    It 'forgets the choice with -None' {
        Select-SfConnection uat-two -Scope User
        Select-SfConnection -None -Scope User

        Get-ChoicePath | Should -Not -Exist
        Get-SfConnection | Where-Object IsDefault | Should -BeNullOrEmpty
        { Get-SfAccessToken -ErrorAction Stop } | Should -Throw -ErrorId 'ConnectionAmbiguous,*'
    }

    It 'takes <Name>' -ForEach @(
        @{ Name = 'a pattern'; Choose = { Select-SfConnection '*two' } }
        @{ Name = 'an object of Get-SfConnection'; Choose = { Get-SfConnection uat-two | Select-SfConnection } }
        @{ Name = 'a name in another case'; Choose = { Select-SfConnection UAT-TWO } }
        @{ Name = 'a name from the pipeline'; Choose = { 'uat-two' | Select-SfConnection } }
    ) {
        & $Choose
        (Get-SfAccessToken).Name | Should -Be 'uat-two'
    }

    It 'gives the connection with -PassThru' {
        $chosen = Select-SfConnection prod -PassThru
        $chosen | Should -BeOfType SfOAuth.Connection
        $chosen.Name, $chosen.IsDefault | Should -Be 'prod', $true
    }

    It 'refuses what is not saved, and keeps the choice' {
        Select-SfConnection prod
        Select-SfConnection nope -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem[0] 'ConnectionNotFound' 'ObjectNotFound' 'nope'
        (Get-SfAccessToken).Name | Should -Be 'prod'
    }

    It 'refuses several at once, and chooses none of them' {
        Select-SfConnection prod
        Select-SfConnection uat* -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem[0] 'ParameterInvalid' 'InvalidArgument'
        "$problem" | Should -Match 'uat-one, uat-two'
        (Get-SfAccessToken).Name | Should -Be 'prod'
    }

    It 'does nothing under -WhatIf' {
        Select-SfConnection prod
        Select-SfConnection uat-one -Scope User -WhatIf

        (Get-SfAccessToken).Name | Should -Be 'prod'
        Get-ChoicePath | Should -Not -Exist
    }

    It 'binds the name from no record of somebody else' {
        Select-SfConnection prod
        [pscustomobject]@{ Name = 'uat-one' } | Select-SfConnection -ErrorVariable problem -ErrorAction SilentlyContinue

        $problem | Should -Not -BeNullOrEmpty
        (Get-SfAccessToken).Name | Should -Be 'prod'
    }

    It 'is forgotten with <Command>' -ForEach @(
        @{ Command = 'Remove-SfConnection'; Forget = { Remove-SfConnection uat-one } }
        @{ Command = 'Disconnect-SfOrg'; Forget = { Disconnect-SfOrg uat-one } }
    ) {
        Select-SfConnection uat-one -Scope User
        & $Forget

        Get-ChoicePath | Should -Not -Exist
        Get-SfAccessToken -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ConnectionAmbiguous,*'
    }

    It 'follows its connection into another vault' -Tag SecretManagement {
        $null = Register-FileVault 'Files'
        Select-SfConnection uat-one -Scope User
        $null = Move-SfConnection uat-one -ToVault Files

        $token = Get-SfAccessToken
        $token.Name, $token.Vault | Should -Be 'uat-one', 'Files'
        (Get-Content (Get-ChoicePath) -Raw | ConvertFrom-Json).vault | Should -Be 'Files'
        Get-SecretVault | Unregister-SecretVault
    }

    It 'is no choice in another vault than the one that is asked for' -Tag SecretManagement {
        $null = Register-FileVault 'Files'
        $null = New-TestConnection $org 'there' @{ Vault = 'Files' }
        Select-SfConnection uat-one -Scope User

        (Get-SfAccessToken -Vault Files).Name | Should -Be 'there'
        Get-SecretVault | Unregister-SecretVault
    }

    It 'says which file is damaged, and is asked anew' {
        Select-SfConnection prod -Scope User
        Select-SfConnection -None
        Set-Content (Get-ChoicePath) '{"name":"../x"' -NoNewline

        Get-SfAccessToken -ErrorVariable problem -ErrorAction SilentlyContinue
        Assert-Problem $problem[0] 'ConnectionAmbiguous' 'InvalidArgument'
        "$problem" | Should -Match 'selected\.json'

        Select-SfConnection uat-one -Scope User
        (Get-SfAccessToken).Name | Should -Be 'uat-one'
    }
}
