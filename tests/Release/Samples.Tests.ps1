# The scripts in docs/samples, run as a scheduler runs them: in a process of their own, with nobody to ask.
BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    $org = Start-TestOrg
    $samples = "$PSScriptRoot/../../docs/samples"

    # The parameter is for the stand-in, which speaks http.
    function Invoke-Sample([string] $File, [string] $Arguments) {
        $script = "`$PSDefaultParameterValues['Invoke-RestMethod:AllowUnencryptedAuthentication'] = `$true; & '$samples/$File' $Arguments; exit `$LASTEXITCODE"
        Invoke-NewProcess ((Get-Prologue) + $script)
    }

    # No secret that was made here, and nothing that looks like a token.
    function Assert-Clean($Run, [securestring[]] $Secret) {
        $planted = @($org.clientSecret) + @((Get-OrgFamily $org).refreshToken) + @($Secret | ForEach-Object { ConvertFrom-SecureString $_ -AsPlainText })
        Find-PlantedSecret $Run.Text $planted | Should -BeNullOrEmpty
        $Run.Text | Should -Not -Match '00D[0-9A-Za-z]{12,15}![0-9A-Za-z._]{8}|5Aep[0-9A-Za-z._]{16}|eyJ[0-9A-Za-z_-]{10,}\.'
    }

    # In a SecretStore that is locked, in place of the built-in vault.
    function Save-InLockedStore([string[]] $Name) {
        Clear-TestVault
        Register-TestVault
        $Name | ForEach-Object { New-TestConnection $org $_ @{ Vault = 'TestVault' } }
        Set-SecretStoreConfiguration -Authentication Password -Password (ConvertTo-Secure 'a store password') -Interaction None -Confirm:$false
    }
}

AfterAll { Stop-TestOrg $org }

Describe 'The runbook' {
    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $token = New-TestConnection $org 'acme'
        $limits = '/services/data/v66.0/limits'
    }

    It 'calls Salesforce with the saved token, and ends with 0' {
        $run = Invoke-Sample 'Get-OrgLimit.ps1' '-Name acme'

        $run.Text.Trim() | Should -Match '^acme: \d+ of \d+ API requests are left\.$'
        $run.ExitCode | Should -Be 0
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        Assert-Clean $run $token.AccessToken, $token.RefreshToken
    }

    It 'gets one new token when the session has ended' {
        Add-OrgFault $org @{ path = $limits; action = 'status'; status = 401; body = '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]' }

        $run = Invoke-Sample 'Get-OrgLimit.ps1' '-Name acme'

        $run.Text.Trim() | Should -Match '^acme: \d+ of \d+ API requests are left\.$'
        $run.ExitCode | Should -Be 0
        @(Get-OrgRequest $org 'refresh_token') | Should -HaveCount 1
    }

    It 'ends with <ExitCode> when <Case>' -ForEach @(
        @{ ExitCode = 2; Case = 'the login has ended'; Sees = 'RefreshTokenExpired: .+Sign in again'; Prepare = {
            Add-OrgFault $org @{ path = $limits; action = 'status'; status = 401; body = "$($token.GetAccessToken())" }
            Add-OrgRefusal $org 'refresh_token' 'invalid_grant' "expired access/refresh token $($org.clientSecret)"
        }
        }
        @{ ExitCode = 2; Case = 'nobody has signed in'; Sees = 'ConnectionNotFound: .+Get-SfConnection'; Prepare = { Remove-SfConnection acme -Confirm:$false } }
        @{ ExitCode = 3; Case = 'Salesforce has trouble'; Sees = 'WebCmdletWebResponseException: .*503'; Prepare = {
            Add-OrgFault $org @{ path = $limits; action = 'status'; status = 503; body = "$($token.GetAccessToken())" }
        }
        }
        @{ ExitCode = 3; Case = 'the login host has trouble'; Sees = 'ServerUnavailable: .+'; Prepare = {
            Add-OrgFault $org @{ path = $limits; action = 'status'; status = 401 }
            Add-OrgFault $org @{ path = '/services/oauth2/token'; action = 'status'; status = 503; body = "$($org.clientSecret)" }
        }
        }
        @{ ExitCode = 1; Case = 'the call is refused'; Sees = 'WebCmdletWebResponseException: .*403'; Prepare = {
            Add-OrgFault $org @{ path = $limits; action = 'status'; status = 403; body = "$($token.GetAccessToken())" }
        }
        }
    ) {
        . $Prepare

        $run = Invoke-Sample 'Get-OrgLimit.ps1' '-Name acme'

        $run.Text.Trim() | Should -Match "^acme: $Sees"
        @($run.Text.Trim() -split "`n") | Should -HaveCount 1
        $run.ExitCode | Should -Be $ExitCode
        Assert-Clean $run $token.AccessToken, $token.RefreshToken
    }

    It 'ends with 1 when the vault wants its password' -Tag SecretStore {
        try {
            $token = Save-InLockedStore 'acme'

            $run = Invoke-Sample 'Get-OrgLimit.ps1' '-Name acme'
        } finally {
            Unregister-TestVault
        }

        $run.Text.Trim() | Should -Match '^acme: VaultLocked: .+Unlock'
        @($run.Text.Trim() -split "`n") | Should -HaveCount 1
        $run.ExitCode | Should -Be 1
        Assert-Clean $run $token.AccessToken, $token.RefreshToken
    }

    It 'asks nobody for the name' {
        $run = Invoke-Sample 'Get-OrgLimit.ps1'

        $run.Text | Should -Match 'missing mandatory parameters: Name'
        $run.ExitCode | Should -Be 1
    }
}

Describe 'The scheduled refresh' {
    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $tokens = 'one', 'two', 'three' | ForEach-Object { New-TestConnection $org $_ }
    }

    It 'refreshes every saved login, and ends with 0' {
        $run = Invoke-Sample 'Update-AllConnection.ps1' '-ThrottleLimit 2'

        $run.Text.Trim() -split '\r?\n' | Sort-Object | Should -Be 'one: refreshed', 'three: refreshed', 'two: refreshed'
        $run.ExitCode | Should -Be 0
        @(Get-OrgRequest $org 'refresh_token') | Should -HaveCount 3
        Assert-Clean $run ($tokens.AccessToken + $tokens.RefreshToken)
        Assert-Alive $org 'one', 'two', 'three'
    }

    It 'refreshes the others when one has ended, and names that one' {
        $dead = ConvertFrom-SecureString $tokens[1].RefreshToken -AsPlainText
        $null = Invoke-RestMethod "$($org.loginUrl)/services/oauth2/revoke" -Method Post -Body @{ token = $dead }

        $run = Invoke-Sample 'Update-AllConnection.ps1'

        $run.Text | Should -Match '(?m)^one: refreshed'
        $run.Text | Should -Match '(?m)^three: refreshed'
        $run.Text | Should -Match '(?m)^two: RefreshTokenExpired: .+Sign in again'
        $run.Text | Should -Not -Match 'two: refreshed'
        $run.ExitCode | Should -Be 1
        Assert-Clean $run ($tokens.AccessToken + $tokens.RefreshToken)
        Assert-Alive $org 'one', 'three'
    }

    It 'names them all when the org refuses with a text that repeats a secret' {
        1..3 | ForEach-Object { Add-OrgFault $org @{ path = '/services/oauth2/token'; action = 'garbage'; body = "$($org.clientSecret) $($tokens[0].GetAccessToken())" } }

        $run = Invoke-Sample 'Update-AllConnection.ps1'

        'one', 'two', 'three' | ForEach-Object { $run.Text | Should -Match "(?m)^${_}: Answer\w+: " }
        $run.ExitCode | Should -Be 1
        Assert-Clean $run ($tokens.AccessToken + $tokens.RefreshToken)
    }

    It 'ends with 1 when <Case>' -ForEach @(
        @{ Case = 'there is no such vault'; Sees = '^the vault: (VaultNotFound: .+Register-SecretVault|SecretManagementMissing: .+Install-PSResource)'; Prepare = { $env:SFOAUTH_VAULT = 'Nowhere' } }
        @{ Case = 'nothing is saved'; Sees = '^No login is saved here'; Prepare = { Clear-TestVault } }
    ) {
        . $Prepare

        $run = Invoke-Sample 'Update-AllConnection.ps1'
        Remove-Item Env:SFOAUTH_VAULT -ErrorAction Ignore

        $run.Text.Trim() | Should -Match $Sees
        $run.ExitCode | Should -Be 1
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        Assert-Clean $run ($tokens.AccessToken + $tokens.RefreshToken)
    }

    It 'ends with 1 when a vault of SecretManagement <Case>' -Tag SecretStore -ForEach @(
        @{ Case = 'wants its password'; Sees = '(?m)^.+: VaultLocked: .+Unlock'; Unregister = $false }
        @{ Case = 'is gone, and with it all logins'; Sees = '^No login is saved here'; Unregister = $true }
    ) {
        try {
            $tokens = Save-InLockedStore 'one', 'two', 'three'
            if ($Unregister) { Unregister-TestVault }

            $run = Invoke-Sample 'Update-AllConnection.ps1'
        } finally {
            Unregister-TestVault
        }

        $run.Text.Trim() | Should -Match $Sees
        $run.ExitCode | Should -Be 1
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        Assert-Clean $run ($tokens.AccessToken + $tokens.RefreshToken)
    }
}
